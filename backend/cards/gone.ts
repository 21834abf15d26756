import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { RecordContext } from '../../crm-adapters/port.ts'
import { recordRef } from '../records.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'

/**
 * A record gone from the host leaves its talk: those who were in it read on. Undefined when the administrator's eyes have
 * not confirmed that it is gone, for a host may also call missing what it does not want to show.
 */
export async function keptTalk(
  { company, db, t }: Reading,
  { person, record }: Viewer,
): Promise<RecordContext | undefined> {
  const [kept] = await db
    .select({ record: t.card.record })
    .from(t.card)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.record, t.card.record)))
    .innerJoin(t.member, and(eq(t.member.company, company), eq(t.member.thread, t.thread.id)))
    .where(
      and(
        eq(t.card.company, company),
        eq(t.card.record, record),
        isNotNull(t.card.goneAt),
        eq(t.member.person, person),
        isNull(t.member.leftAt),
      ),
    )
    .limit(1)
  return kept && { ...NOTHING_KNOWN, record: recordRef(record) }
}

const NOTHING_KNOWN = {
  title: '',
  amount: null,
  currency: null,
  stage: null,
  funnel: null,
  responsible: null,
  client: null,
  closeDate: null,
}
