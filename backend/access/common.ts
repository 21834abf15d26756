/** What a company's people have in common: what whoever sees a record at its host may be shown of it here, whoever he is. */
import { and, count, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { Field } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { HIDDEN_AS_IT_COMES, STANDINGS } from './rights.ts'
import type { Seeing } from './veil.ts'

/** For whom something is written down: for one person, as he sees the record; or for all who see it, and then none sees more by it. */
export type Edition = 'his' | 'everybody'

/** What all who see a record are shown of a thread that is not private: no file of a class, nothing that is hidden from some. */
export async function everybodySees(r: Reading): Promise<Seeing> {
  const hidden = await everythingHidden(r)
  return { fromSeq: 1, hidden, classes: { only: [], closed: [] }, part: false, invited: false }
}

/** Whatever of a record is hidden from any standing. */
async function everythingHidden({ company, db, t }: Reading): Promise<Field[]> {
  const [row] = await db.select().from(t.hiding).where(eq(t.hiding.company, company))
  return [...new Set(STANDINGS.flatMap((one) => row?.fields[one] ?? HIDDEN_AS_IT_COMES[one]))]
}

/** How many people see less of a record here than everybody else who sees it at the host. */
export async function narrowed({ company, db, t: { standing, person } }: Reading): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(standing)
    .innerJoin(person, and(eq(person.company, company), eq(person.id, standing.person)))
    .where(
      and(
        ...[eq(standing.company, company), isNull(person.leftAt)],
        or(eq(standing.reach, 'own'), eq(standing.documents, false)),
      ),
    )
  return Number(row?.people ?? 0)
}

/** Of these ids, messages that were deleted with what came with them, facts that were removed, and files of a class. */
export async function unshownAmong(r: Reading, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { company, db, t } = r
  const { message, file, fact } = t
  const deleted = await db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.company, company), inArray(message.id, ids), isNotNull(message.deletedAt)))
  const closed = await db
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        eq(file.company, company),
        inArray(file.id, ids),
        or(isNotNull(file.class), isNotNull(file.withdrawnAt)),
      ),
    )
  const removed = await db
    .select({ id: fact.id })
    .from(fact)
    .where(and(eq(fact.company, company), inArray(fact.id, ids), isNotNull(fact.removedAt)))
  return new Set([...deleted, ...closed, ...removed].map(({ id }) => id))
}
