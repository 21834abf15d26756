import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type Looking, type Sight, tiesOf, type View, viewOf } from '../access/sight.ts'
import type { Reading } from '../store/store.ts'

/** How somebody sees these threads; those he does not see are left out. One query. */
export async function viewsOf(
  r: Reading,
  looking: Looking,
  sight: Sight,
  threads: string[],
): Promise<Map<string, View>> {
  if (threads.length === 0) return new Map()
  const { company, db, t, now } = r
  const { person } = looking
  const ties = tiesOf(t, person, now)
  const rows = await db
    .select({ thread: t.thread, member: t.member, pass: t.invite, supervision: t.supervision, card: t.card })
    .from(t.thread)
    .leftJoin(
      t.member,
      and(
        eq(t.member.company, company),
        eq(t.member.thread, t.thread.id),
        eq(t.member.person, person),
        isNull(t.member.leftAt),
      ),
    )
    .leftJoin(t.invite, ties.pass)
    .leftJoin(t.supervision, ties.supervision)
    .leftJoin(t.card, ties.card)
    .where(and(eq(t.thread.company, company), inArray(t.thread.id, threads)))
  return new Map(
    rows.flatMap((row) => {
      const view = viewOf(sight, looking, { ...row, seen: row.card?.seen ?? null })
      return view ? [[row.thread.id, view] as const] : []
    }),
  )
}
