/**
 * What a host has told nobody of: some keep an account of their changes, which is read now and then, and whatever stands in it
 * is taken up as if it had just been told. What had been told already is found to be known.
 */
import { eq } from 'drizzle-orm'
import type { Answer, Changes } from '../../crm-adapters/port.ts'
import type { WorkHint } from '../companies/hints.ts'
import { MISSED, writeDown } from '../companies/inbox.ts'
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

/**
 * The mark is moved on when all is taken up. What the host does not show now is noted as if it had just told of it, and tried
 * again by itself: one record that stays so does not have the whole account repeated.
 */
export async function hearMissed({ store, changesSince, onHint, compareAll }: MissedDeps, company: string) {
  const before = await store.read(company, markOf)
  const account = await changesSince(company, before ?? null)
  // A host that does not answer will be asked again by the next round.
  if (!account.ok) return
  const { hints, stale, mark } = account.value
  if (stale) await compareAll(company)
  const left: [matter: string, hint: WorkHint][] = []
  for (const [matter, hint] of matters(hints)) {
    await onHint(company, hint, null).catch(() => left.push([matter, hint]))
  }
  await store.write(company, async (w) => {
    for (const [matter, hint] of left) {
      const key = `missed ${matter} ${w.now.toISOString()}`
      await writeDown(w, { key, name: MISSED, hint, by: null })
    }
    await moveOn(w, mark)
  })
}

/** Each matter once: whoever looks at a record, or at everybody who works there, finds all that has happened. */
function matters(hints: Changes['hints']): Map<string, WorkHint> {
  const named = new Map<string, WorkHint>()
  for (const hint of hints) {
    if (hint.about === 'record') named.set(recordKey(hint.record), hint)
    if (hint.about === 'task') named.set(`task ${hint.task}`, hint)
    if (hint.about === 'person') named.set('people', hint)
  }
  return named
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
