/** What an administrator wishes to become of the company's data when it uninstalls us, said while he can still say it here. */
import { eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { peopleById } from '../people/people.ts'
import type { LastWish, ShownLastWish } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { lastParting } from './rows.ts'
import { shownParting } from './showing.ts'

export async function shownLastWish(r: Reading): Promise<ShownLastWish> {
  const { company, db, t } = r
  const [row] = await db
    .select({ parting: t.company.parting, at: t.company.partingAt, by: t.company.partingBy })
    .from(t.company)
    .where(eq(t.company.company, company))
  const by = row?.by ? ((await peopleById(r, [row.by])).get(row.by) ?? null) : null
  const last = await lastParting(r)
  return {
    wish: row?.parting ?? 'ask',
    ...(row?.at && { chosen: { at: row.at.toISOString(), by } }),
    ...(last && { parting: await shownParting(r, last) }),
  }
}

/** The same again changes nothing. */
export async function wishAtParting(w: Writing, by: Visitor, wish: LastWish) {
  const { company, db, t, now } = w
  const { wish: before } = await shownLastWish(w)
  if (before === wish) return
  const parting = wish === 'ask' ? null : wish
  await db
    .update(t.company)
    .set({ parting, partingAt: now, partingBy: by.person })
    .where(eq(t.company.company, company))
  audit(w, { act: 'choices.changed', by, data: { parting: wish } })
}
