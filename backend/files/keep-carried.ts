import { and, eq, isNotNull, ne } from 'drizzle-orm'
import type { Deed } from '../../crm-adapters/port.ts'
import { isClosedToSome } from '../access/sight.ts'
import type { Errand } from '../errands/errands.ts'
import { isGuest } from '../people/guests.ts'
import type { Reading, Store } from '../store/store.ts'
import { type FileRow, fileById } from './files.ts'
import type { Files } from './port.ts'

export interface CarryDeps {
  store: Store
  files: Files
  /** Who is in a thread now. */
  membersOf(r: Reading, thread: string): Promise<string[]>
  /** Whether somebody may open files, and those of a class. */
  opensFiles(r: Reading, person: string, of: string | null): Promise<boolean>
}

/** What the host is given of a file to be kept; undefined when there is nothing any more. */
export async function carried(
  { store, files, membersOf, opensFiles }: CarryDeps,
  company: string,
  { id: key, deed }: Errand,
): Promise<Extract<Deed, { do: 'keep' }> | undefined> {
  if (deed.do !== 'keep') return undefined
  const { record, file: id } = deed
  const found = await store.read(company, async (r) => {
    const file = await fileById(r, id)
    if (!file || file.erasedAt || file.withdrawnAt) return undefined
    const asker = file.keepAskedBy ? [file.keepAskedBy] : []
    const all = [...new Set([...(await membersOf(r, file.thread)), file.author, ...asker])]
    const readers: string[] = []
    // People from outside are nobody at the host.
    for (const one of all.filter((id) => !isGuest(id)))
      if (await opensFiles(r, one, file.class)) readers.push(one)
    const closed = file.class !== null && (await isClosedToSome(r, file.class))
    const narrow = closed || (await isPrivate(r, file.thread))
    return { file, readers, narrow, others: await keptBeside(r, file) }
  })
  if (!found) return undefined
  const { name, type, size } = found.file
  const { readers, narrow, others } = found
  const bytes = () => bytesOf(files, company, id)
  return { key, do: 'keep', record, name, type, size, readers, narrow, others, bytes }
}

async function isPrivate({ company, db, t: { thread } }: Reading, id: string): Promise<boolean> {
  const one = and(eq(thread.company, company), eq(thread.id, id), eq(thread.kind, 'private'))
  return Number(await db.$count(thread, one)) > 0
}

/** What the host calls the other files kept from the same card. */
async function keptBeside({ company, db, t }: Reading, file: FileRow): Promise<string[]> {
  const mine = db
    .select({ record: t.thread.record })
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, file.thread)))
  const rows = await db
    .select({ keptAs: t.file.keptAs })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.file.thread)))
    .where(
      and(
        eq(t.file.company, company),
        ne(t.file.id, file.id),
        isNotNull(t.file.keptAs),
        eq(t.thread.record, mine),
      ),
    )
  return rows.flatMap(({ keptAs }) => keptAs ?? [])
}

/** @throws Error when they are not there */
export async function bytesOf(files: Pick<Files, 'get'>, company: string, file: string) {
  const bytes = await files.get({ company, file })
  if (!bytes) throw new Error(`the bytes of file ${file} are missing`)
  return bytes
}
