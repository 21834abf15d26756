/** What calls a person, with all that decides whether and how he is told of it. */
import { and, asc, eq } from 'drizzle-orm'
import type { Level } from '../shown.ts'
import type { Reading } from '../store/store.ts'

export type Found = Awaited<ReturnType<typeof callingsOf>>[number]

/** The oldest first; of one card, or of all. */
export async function callingsOf({ company, db, t }: Reading, person: string, record?: string) {
  const { calling, message, thread, member } = t
  return db
    .select({ calling, member, deletedAt: message.deletedAt, thread, author: t.person.name })
    .from(calling)
    .innerJoin(
      message,
      and(eq(message.company, company), eq(message.thread, calling.thread), eq(message.seq, calling.seq)),
    )
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, calling.thread)))
    .leftJoin(
      member,
      and(eq(member.company, company), eq(member.thread, calling.thread), eq(member.person, person)),
    )
    .leftJoin(t.person, and(eq(t.person.company, company), eq(t.person.id, message.author)))
    .where(
      and(
        eq(calling.company, company),
        eq(calling.person, person),
        record === undefined ? undefined : eq(calling.record, record),
      ),
    )
    .orderBy(asc(message.at), asc(message.seq))
}

/** Not yet read, and still to ring by what he has chosen meanwhile. `level` is his for all threads, or his company's. */
export function isWaiting({ calling, member, deletedAt }: Found, level: Level): boolean {
  if (!member || member.leftAt || deletedAt || calling.seq <= member.readSeq) return false
  if (calling.urgentAt) return true
  const here = member.level ?? level
  return here === 'all' || (here === 'calls' && calling.why !== 'said')
}

export interface Listener {
  leftAt: Date | null
  locale: string
  /** Browsers of his that ring for him. */
  devices: string[]
}

/** In his own language where we have seen it, else in his company's. */
export async function listenerOf({ company, db, t }: Reading, person: string): Promise<Listener> {
  const [row] = await db
    .select({ leftAt: t.person.leftAt, own: t.person.locale, common: t.company.locale })
    .from(t.company)
    .leftJoin(t.person, and(eq(t.person.company, company), eq(t.person.id, person)))
    .where(eq(t.company.company, company))
  const devices = await db
    .select({ id: t.device.id })
    .from(t.device)
    .where(and(eq(t.device.company, company), eq(t.device.person, person)))
  return {
    leftAt: row?.leftAt ?? null,
    locale: row?.own ?? row?.common ?? 'en',
    devices: devices.map(({ id }) => id),
  }
}
