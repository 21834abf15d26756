import { audit } from '../audit/audit.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { type FoundThread, findMessage } from './find.ts'
import { change, type MessageRow } from './messages.ts'

/** Keeps a message at the top of its thread for everybody. Pinning again changes nothing. */
export async function pin(w: Writing, viewer: Viewer, threadId: string, id: string) {
  const { thread, message } = await findMessage(w, viewer, threadId, id)
  if (message.deletedAt) throw new Refused('already_deleted')
  if (message.pinnedAt) return message
  audit(w, { act: 'message.pinned', by: viewer, on: { record: thread.record, thread: threadId, thing: id } })
  return pinForAll(w, thread, message, viewer.person)
}

/** The same of a message that was found already. */
export async function pinForAll(w: Writing, thread: FoundThread['thread'], { id }: MessageRow, by: string) {
  const pinned = await change(w, id, { pinnedAt: w.now, pinnedBy: by })
  await w.emit('message.pinned', { ...(await aboutThread(w, thread)), data: { message: id } })
  return pinned
}

export async function unpin(w: Writing, viewer: Viewer, threadId: string, id: string) {
  const { thread, message } = await findMessage(w, viewer, threadId, id)
  if (!message.pinnedAt) return message
  audit(w, {
    act: 'message.unpinned',
    by: viewer,
    on: { record: thread.record, thread: threadId, thing: id },
  })
  const unpinned = await change(w, id, { pinnedAt: null, pinnedBy: null })
  await w.emit('message.unpinned', { ...(await aboutThread(w, thread)), data: { message: id } })
  return unpinned
}
