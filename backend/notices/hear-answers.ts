/** Whose answer is waited for, by what was said, and who has given his. */
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm'
import type { EventRow } from '../live/show-events.ts'
import type { Writing } from '../store/store.ts'
import type { Said } from '../threads/said.ts'
import { haveWritten, owe, waitsNoMore } from '../unanswered/unanswered.ts'
import type { Called } from './called.ts'

export async function hearAnswers(w: Writing, events: EventRow[], said: Said[], called: Called[]) {
  await owe(w, called.filter(waits))
  await haveWritten(w, said)
  const about = (topic: string) => [
    ...new Set(events.filter((event) => event.topic === topic).map(({ data }) => String(data.message))),
  ]
  for (const message of about('message.deleted')) await waitsNoMore(w, message)
  for (const { message, person } of await reactedTo(w, about('message.reacted')))
    await waitsNoMore(w, message, [person])
  for (const { message, person } of await doneIn(w, about('matter.changed')))
    await waitsNoMore(w, message, [person])
}

/** Who is named is waited for; who is answered, or written to in private, where something is asked. */
function waits({ why, asks }: Called): boolean {
  return why === 'named' || ((why === 'answered' || why === 'private') && asks)
}

async function reactedTo({ company, db, t }: Writing, messages: string[]) {
  if (messages.length === 0) return []
  return db
    .select({ message: t.reaction.message, person: t.reaction.person })
    .from(t.reaction)
    .where(and(eq(t.reaction.company, company), inArray(t.reaction.message, messages)))
}

/** A decision or a confirmation is an answer too, and so is another's where one was enough. */
async function doneIn({ company, db, t }: Writing, messages: string[]) {
  if (messages.length === 0) return []
  return db
    .select({ message: t.awaited.message, person: t.awaited.person })
    .from(t.awaited)
    .where(
      and(
        eq(t.awaited.company, company),
        inArray(t.awaited.message, messages),
        or(isNotNull(t.awaited.doneAt), isNotNull(t.awaited.endedAt)),
      ),
    )
}
