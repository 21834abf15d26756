/** What is here of texts goes, and what is at the host of them. */
import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { entrust, recall, takeUpAgain } from '../errands/errands.ts'
import { recordRef } from '../records.ts'
import { forgetMessage } from '../search/search.ts'
import type { Writing } from '../store/store.ts'
import { errandOf, laneOf } from './errand.ts'
import type { RelayedRow } from './going.ts'

/**
 * The host has this wording of a message, and nothing of what it said stays here: not its text, nor earlier ones, nor the
 * words search finds it by. The audit log says which entry there is which text, and proves none of those before.
 * @param text what it says
 */
export async function letGoHere(w: Writing, { message, number, entry, record }: RelayedRow, text: string) {
  const { company, db, t, now } = w
  await db
    .update(t.message)
    .set({ text: '', elsewhereAt: now })
    .where(and(eq(t.message.company, company), eq(t.message.id, message)))
  await db.delete(t.version).where(and(eq(t.version.company, company), eq(t.version.message, message)))
  await forgetMessage(w, message)
  await forgetProofs(w, message)
  const data = { entry, length: text.length }
  audit(w, {
    act: 'message.handed_over',
    by: 'clock',
    on: { record, thing: message },
    data,
    proves: { text },
  })
  w.stir('vanishing')
  const ofIt = and(eq(t.relayed.company, company), eq(t.relayed.message, message))
  const earlier = await db
    .select()
    .from(t.relayed)
    .where(and(ofIt, ne(t.relayed.number, number)))
  for (const row of earlier) await takeBack(w, row)
  await db
    .update(t.relayed)
    .set({ at: now, stays: null, reason: null })
    .where(and(ofIt, eq(t.relayed.number, number)))
}

/** Who knows the salt of a short text can find the text by trying: of what it said before nobody can. */
async function forgetProofs({ company, db, t: { entry } }: Writing, message: string) {
  const ofIt = and(eq(entry.company, company), eq(entry.thing, message), isNotNull(entry.kept))
  const texts = inArray(entry.act, ['message.sent', 'message.edited', 'message.handed_over'])
  const rows = await db
    .select({ position: entry.position, kept: entry.kept })
    .from(entry)
    .where(and(ofIt, texts))
  for (const { position, kept } of rows) {
    const from = kept?.from
    await db
      .update(entry)
      .set({ kept: from ? { from } : null })
      .where(and(eq(entry.company, company), eq(entry.position, position)))
  }
}

/**
 * Has the host let go of all it has of these messages, and forgets what they were known by. What is on its way there is
 * taken back as it comes to lie there. To be called by whoever has asked whether they are on hold.
 */
export async function takeTextsBack(w: Writing, messages: string[]) {
  if (messages.length === 0) return
  const { company, db, t } = w
  const rows = await db
    .select()
    .from(t.relayed)
    .where(and(eq(t.relayed.company, company), inArray(t.relayed.message, messages)))
  for (const row of rows) {
    await recall(w, laneOf(row.record), row.message)
    // It may lie there all the same: that is found out, and taken back then.
    if (row.stays === 'given_up') await takeUpAgain(w, errandOf(row))
    await takeBack(w, row)
  }
}

export async function takeBack(w: Writing, row: RelayedRow) {
  const { company, db, t } = w
  const { message, number, record, entry } = row
  const { relayed } = t
  await db
    .delete(relayed)
    .where(and(eq(relayed.company, company), eq(relayed.message, message), eq(relayed.number, number)))
  if (entry !== null) await askBack(w, { message, record, entry })
}

/** Says to the host that an entry of ours is to go. */
export async function askBack(
  w: Writing,
  { message, record, entry }: { message: string; record: string; entry: string },
) {
  await entrust(w, {
    id: `relay back ${message} ${entry}`,
    deed: { do: 'take_back', what: 'note', id: entry, record: recordRef(record), url: null },
    as: null,
    lane: laneOf(record),
  })
}
