/** What every question about a person's own threads is made of: his places in them, the threads, one message of each. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'

/** His places in the threads he is in now. */
export function isIn({ company, t: { member } }: Reading, person: string) {
  return and(eq(member.company, company), eq(member.person, person), isNull(member.leftAt))
}

/** The thread of a place. */
export function itsThread({ company, t: { member, thread } }: Reading) {
  return and(eq(thread.company, company), eq(thread.id, member.thread))
}

/** The one message of that thread that the place remembers, or the thread's last. */
export function itsMessage({ company, t: { member, message, thread } }: Reading, which: 'mention' | 'last') {
  const seq = which === 'mention' ? member.mentionSeq : thread.lastSeq
  return and(eq(message.company, company), eq(message.thread, member.thread), eq(message.seq, seq))
}
