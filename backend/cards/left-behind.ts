/**
 * Talks of records that are gone from the host, which may not have told into what they were merged. Who answered for such
 * a record, or an administrator, says where its talk goes on.
 */

import { and, eq } from 'drizzle-orm'
import type { RecordContext } from '../../crm-adapters/port.ts'
import { audit } from '../audit/audit.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { CardSnapshot, Seen } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { hasTalk } from '../threads/moving.ts'
import { cardOf, continueIn, goneCards } from './continued.ts'

/** What this person may be offered in this card: to take over a talk from elsewhere, or to say where this one goes on. */
export async function offers(
  r: Reading,
  viewer: Viewer,
  context: RecordContext,
): Promise<Pick<CardSnapshot, 'leftBehind' | 'mayContinue'>> {
  const gone = await goneCards(r)
  const mine = gone.find(({ record }) => record === viewer.record)
  if (mine) return (await answersFor(r, viewer, mine.seen)) ? { mayContinue: true } : {}

  const leftBehind = []
  for (const { record, goneAt, seen } of gone) {
    const isTwin = recordRef(record).type === context.record.type && looksLike(seen, context)
    if (!isTwin || !(await answersFor(r, viewer, seen)) || !(await hasTalk(r, record))) continue
    leftBehind.push({ record: recordRef(record), title: seen?.title ?? '', goneAt: goneAt!.toISOString() })
  }
  return leftBehind.length > 0 ? { leftBehind } : {}
}

/**
 * Lets the talk of a record that is gone go on in another of its kind; the host must have shown this person the other.
 * Refused as `not_found` when there is no such talk, or he does not answer for it.
 */
export async function continueElsewhere(
  w: Writing,
  viewer: Viewer,
  { from, to }: { from: string; to: string },
  newId: () => string,
) {
  const card = await cardOf(w, from)
  const left = card?.goneAt && !card.continuedAt && recordRef(from).type === recordRef(to).type
  if (!left || !(await answersFor(w, viewer, card.seen))) throw new Refused('not_found')
  await continueIn(w, { from, to, how: 'merged', by: viewer.person }, newId)
  audit(w, { act: 'card.continued', by: viewer, on: { record: to }, data: { from } })
}

/** Merged records are of one client or have one name: that is why they were taken for the same. */
function looksLike(seen: Seen | null, { title, client }: RecordContext): boolean {
  const same = (one: string | null | undefined, other: string | null | undefined) =>
    Boolean(one) && one?.trim().toLowerCase() === other?.trim().toLowerCase()
  return same(seen?.title, title) || same(seen?.client, client?.name)
}

async function answersFor(
  { company, db, t }: Reading,
  { person }: Viewer,
  seen: Seen | null,
): Promise<boolean> {
  if (seen?.responsible === person) return true
  const [known] = await db
    .select({ admin: t.person.admin })
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
  return known?.admin ?? false
}
