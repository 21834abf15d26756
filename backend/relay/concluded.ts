/** The host has a text, or will not have it: to be called in the write that records how the errand ended. */
import { and, eq } from 'drizzle-orm'
import type { Errand, Outcome } from '../errands/errands.ts'
import { holdsNow } from '../holds/held.ts'
import { recordKey } from '../records.ts'
import type { Writing } from '../store/store.ts'
import { goingAmong, isText, type RelayedRow, wordingIn, wordingsOf } from './going.ts'
import { setStays } from './hand-over.ts'
import { askBack, letGoHere, takeBack } from './let-go.ts'
import { isRelaying } from './mode.ts'

export async function concludeRelay(w: Writing, { deed }: Errand, outcome: Outcome) {
  if (deed.do !== 'relay') return
  const { message, wording } = deed
  const entry = outcome.ending === 'done' ? outcome.done.id : null
  const row = (await wordingsOf(w, message)).find((one) => wordingIn(one) === wording)
  // It was deleted meanwhile: what has come to lie there goes.
  if (!row) return entry === null ? undefined : askBack(w, { message, record: recordKey(deed.record), entry })
  const [going] = (await isRelaying(w)) ? await goingAmong(w, [message]) : []
  const isWanted = going !== undefined && isText(row, going.text)
  if (!isWanted) return takeBack(w, { ...row, entry })
  if (outcome.ending !== 'done' || entry === null) {
    const reason = outcome.ending === 'done' ? 'broken' : outcome.reason
    return setStays(w, row, outcome.ending === 'given_up' ? 'given_up' : 'refused', reason)
  }
  await setEntry(w, row, entry)
  if ((await holdsNow(w)).of(going.covered).length > 0) return setStays(w, row, 'held')
  await letGoHere(w, { ...row, entry }, going.text)
}

async function setEntry({ company, db, t }: Writing, { message, number }: RelayedRow, entry: string) {
  const { relayed } = t
  await db
    .update(relayed)
    .set({ entry })
    .where(and(eq(relayed.company, company), eq(relayed.message, message), eq(relayed.number, number)))
}
