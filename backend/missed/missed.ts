/**
 * What a host has told nobody of: some keep an account of their changes, which is read now and then, and whatever stands in it
 * is taken up as if it had just been told. What had been told already is found to be known.
 */
import { eq } from 'drizzle-orm'
import type { Answer, Changes } from '../../crm-adapters/port.ts'
import type { WorkHint } from '../companies/hints.ts'
import { recordKey } from '../records.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

export interface MissedDeps {
  store: Store
  /** The host's account since a mark; refused as `unsupported` where there is none. */
  changesSince(company: string, mark: string | null): Promise<Answer<Changes>>
  /** Asks the host about it and takes over what it says. Throws to be tried again. */
  onHint(company: string, hint: WorkHint, by: string | null): Promise<void>
  /** The account does not reach back far enough: compares everything. */
  compareAll(company: string): Promise<void>
}

/** The mark is moved on when all is taken up: what fails half-way is told again the next time. */
export async function hearMissed({ store, changesSince, onHint, compareAll }: MissedDeps, company: string) {
  const before = await store.read(company, markOf)
  const account = await changesSince(company, before ?? null)
  // A host that does not answer will be asked again by the next round.
  if (!account.ok) return
  const { hints, stale, mark } = account.value
  if (stale) await compareAll(company)
  const failures: unknown[] = []
  // One that can never be looked at keeps none of the others waiting.
  for (const hint of matters(hints)) {
    await onHint(company, hint, null).catch((error) => failures.push(error))
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} changes could not be looked at`)
  await store.write(company, (w) => moveOn(w, mark))
}

/** Each matter once: whoever looks at a record, or at everybody who works there, finds all that has happened. */
function matters(hints: Changes['hints']): WorkHint[] {
  const named = new Map<string, WorkHint>()
  for (const hint of hints) {
    if (hint.about === 'record') named.set(recordKey(hint.record), hint)
    if (hint.about === 'task') named.set(`task ${hint.task}`, hint)
    if (hint.about === 'person') named.set('people', hint)
  }
  return [...named.values()]
}

/** Goes slice by slice until nothing is left. */
export async function toTheEnd(slice: (after: string | undefined) => Promise<string | undefined>) {
  for (let after = await slice(undefined); after !== undefined; ) after = await slice(after)
}

async function markOf({ company, db, t }: Reading): Promise<string | undefined> {
  const [row] = await db
    .select({ mark: t.account.mark })
    .from(t.account)
    .where(eq(t.account.company, company))
  return row?.mark
}

async function moveOn({ company, db, t, now }: Writing, mark: string) {
  const set = { mark, readAt: now }
  await db
    .insert(t.account)
    .values({ company, ...set })
    .onConflictDoUpdate({ target: [t.account.company], set })
}
