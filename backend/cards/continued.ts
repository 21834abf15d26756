/** A record that goes on in another: merged into it, or converted. Its talk goes there too, and its card says so. */
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { localeOf } from '../companies/companies.ts'
import { languageOf } from '../companies/framed.ts'
import { recordRef } from '../records.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import { tell } from '../threads/happenings.ts'
import { closeSign, moveThreads } from '../threads/moving.ts'
import { thawThreads } from '../threads/threads.ts'
import { formerTalk } from './former-talk.ts'

export interface Continuation {
  from: string
  to: string
  how: 'merged' | 'converted'
  /** Who did it; null when the host does not say. */
  by: string | null
}

/**
 * Moves the talk of a record to where the record goes on. The same again does nothing, nor does it where nobody has
 * opened the card. To be called only when the host says so, or somebody who answers for the record.
 */
export async function continueIn(
  w: Writing,
  { from, to: named, how, by }: Continuation,
  newId: () => string,
) {
  const { company, db, t, now } = w
  const card = await cardOf(w, from)
  const to = await lastOf(w, named)
  if (!card || card.continuedAt || to === from) return
  const title = card.seen?.title ?? `№ ${recordRef(from).id}`
  // Frozen with its record, it lives on with the other.
  if (card.goneAt) await thawThreads(w, from, card.goneAt)

  const language = languageOf(await localeOf(w))
  const called = formerTalk[language](recordRef(from).type, title, how)
  const moved = await moveThreads(w, { from, to, title: called, by }, newId)
  if (moved) {
    await db
      .insert(t.card)
      .values({ company, record: to, openedAt: now, openedBy: card.openedBy })
      .onConflictDoNothing()
  }
  await tell(w, from, newId(), { what: 'continued', record: recordRef(to), how, by })
  await closeSign(w, from)
  await tell(w, to, newId(), { what: 'took_over', record: recordRef(from), title, how, by })
  await db
    .update(t.card)
    .set({ continuedAt: now, continuedIn: to })
    .where(and(eq(t.card.company, company), eq(t.card.record, from)))
}

/** Records may be merged one after another: where the last of them is. */
async function lastOf(r: Reading, record: string): Promise<string> {
  const seen = new Set<string>()
  let last = record
  while (!seen.has(last)) {
    seen.add(last)
    last = (await cardOf(r, last))?.continuedIn ?? last
  }
  return last
}

export async function cardOf({ company, db, t }: Reading, record: string) {
  const [card] = await db
    .select()
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  return card
}

/** Cards whose record was found gone and whose talk goes on nowhere, the newest first. */
export function goneCards(r: Reading) {
  return goneIn(r).execute({ company: r.company })
}

/** Beyond so many deleted since, nobody remembers which was merged into which. */
const LOOKED_AT_MOST = 200

const goneIn = prepared('gone_cards', (db, { card }) =>
  db
    .select({ record: card.record, goneAt: card.goneAt, seen: card.seen })
    .from(card)
    .where(
      and(
        eq(card.company, sql.placeholder('company')),
        // `is not null` would not lead SQLite into the index.
        gt(card.goneAt, new Date(0)),
        isNull(card.continuedAt),
      ),
    )
    .orderBy(desc(card.goneAt))
    .limit(LOOKED_AT_MOST),
)
