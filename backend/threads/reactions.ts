import { and, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { type FoundThread, findMessage } from './find.ts'
import { change, type MessageRow } from './messages.ts'

/** One emoji, with its modifiers: at most this many UTF-16 units. */
const EMOJI_MOST = 32
const EMOJI = /^(?:\p{RGI_Emoji})$/v

/** Different emoji on one message; more is noise. */
const REACTIONS_MOST = 200

export async function react(w: Writing, viewer: Viewer, threadId: string, id: string, emoji: string) {
  if (emoji.length > EMOJI_MOST || !EMOJI.test(emoji)) throw new Refused('bad_request', 'not an emoji')
  const { thread, message } = await reactable(w, viewer, threadId, id)
  const { company, db, t, now } = w
  if (message.reactions >= REACTIONS_MOST) throw new Refused('bad_request', 'too many reactions')
  const added = await db
    .insert(t.reaction)
    .values({ company, message: id, person: viewer.person, emoji, at: now })
    .onConflictDoNothing()
    .returning()
  if (added.length === 0) return message
  noteReaction(w, viewer, thread, id, emoji, true)
  return counted(w, thread, message, 1)
}

export async function unreact(w: Writing, viewer: Viewer, threadId: string, id: string, emoji: string) {
  const { thread, message } = await reactable(w, viewer, threadId, id)
  const { company, db, t } = w
  const removed = await db
    .delete(t.reaction)
    .where(
      and(
        eq(t.reaction.company, company),
        eq(t.reaction.message, id),
        eq(t.reaction.person, viewer.person),
        eq(t.reaction.emoji, emoji),
      ),
    )
    .returning()
  if (removed.length === 0) return message
  noteReaction(w, viewer, thread, id, emoji, false)
  return counted(w, thread, message, -1)
}

function noteReaction(
  w: Writing,
  by: Viewer,
  { id: thread, record }: FoundThread['thread'],
  thing: string,
  emoji: string,
  given: boolean,
) {
  audit(w, { act: 'message.reacted', by, on: { record, thread, thing }, data: { emoji, given } })
}

async function reactable(w: Writing, viewer: Viewer, threadId: string, id: string) {
  const found = await findMessage(w, viewer, threadId, id)
  if (found.message.deletedAt) throw new Refused('already_deleted')
  if (found.thread.closedAt) throw new Refused('thread_closed')
  return found
}

async function counted(w: Writing, thread: FoundThread['thread'], message: MessageRow, by: 1 | -1) {
  const row = await change(w, message.id, { reactions: message.reactions + by })
  await w.emit('message.reacted', { ...(await aboutThread(w, thread)), data: { message: message.id } })
  return row
}
