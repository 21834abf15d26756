/** Consents to the processing of somebody's data: who gave one, in which words, who noted it, and when it was taken back. */
import { and, desc, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { ShownConsent } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'

export interface WantedConsent {
  id: string
  who: string
  record: string | null
  purpose: string
  /** Of the text he was shown. */
  edition: string
  givenAt: Date
}

/** Notes that somebody has agreed. The same id again changes nothing. @throws Refused `bad_request` for a day to come */
export async function noteConsent(w: Writing, by: Visitor, wanted: WantedConsent) {
  const { company, db, t, now } = w
  if (wanted.givenAt > now) throw new Refused('bad_request', 'that day is yet to come')
  const noted = await db
    .insert(t.consent)
    .values({ company, ...wanted, notedAt: now, notedBy: by.person })
    .onConflictDoNothing()
    .returning({ id: t.consent.id })
  if (noted.length === 0) return
  const { id: thing, record, who, purpose, edition } = wanted
  audit(w, { act: 'consent.given', by, on: { record, thing }, values: { who, purpose, edition } })
}

/** Notes that it was taken back. Refused as `not_found`. */
export async function withdrawConsent(w: Writing, by: Visitor, id: string) {
  const { company, db, t, now } = w
  const mine = and(eq(t.consent.company, company), eq(t.consent.id, id))
  const [row] = await db.select().from(t.consent).where(mine)
  if (!row) throw new Refused('not_found')
  if (row.withdrawnAt) return
  await db.update(t.consent).set({ withdrawnAt: now, withdrawnBy: by.person }).where(mine)
  audit(w, { act: 'consent.withdrawn', by, on: { record: row.record, thing: id } })
}

/** The newest first. */
export async function shownConsents(r: Reading): Promise<ShownConsent[]> {
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.consent)
    .where(eq(t.consent.company, company))
    .orderBy(desc(t.consent.notedAt), desc(t.consent.id))
  const people = await peopleById(r, [
    ...new Set(rows.flatMap(({ notedBy, withdrawnBy }) => [notedBy, ...(withdrawnBy ? [withdrawnBy] : [])])),
  ])
  return rows.map(
    ({ id, who, record, purpose, edition, givenAt, notedAt, notedBy, withdrawnAt, withdrawnBy }) => ({
      ...{ id, who, record, purpose, edition, givenAt: givenAt.toISOString() },
      noted: { at: notedAt.toISOString(), by: people.get(notedBy) ?? null },
      ...(withdrawnAt && {
        withdrawn: { at: withdrawnAt.toISOString(), by: people.get(withdrawnBy ?? '') ?? null },
      }),
    }),
  )
}
