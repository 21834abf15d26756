/** Messages by id, as somebody sees them who may see their threads. */
import { veiled } from '../access/veil.ts'
import { Refused } from '../refused.ts'
import type { ShownMessage } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { messageById, seeThread } from './find.ts'
import { messagesById } from './show.ts'
import { showTo } from './show-to.ts'

/** Refused as `not_found` when there is none. */
export async function showById(r: Reading, viewer: Viewer, id: string): Promise<ShownMessage> {
  const [row] = await messageById(r).execute({ company: r.company, id })
  if (!row) throw new Refused('not_found')
  return showTo(r, viewer, row)
}

/** Those that are there and not from before his time. */
export async function showSeveral(
  r: Reading,
  viewer: Viewer,
  ids: string[],
): Promise<Map<string, ShownMessage>> {
  const found = await messagesById(r, ids)
  const seen = new Map<string, ShownMessage>()
  for (const [thread, messages] of Map.groupBy(found.values(), (message) => message.thread)) {
    const { sight, view } = await seeThread(r, viewer, thread)
    for (const message of messages) {
      const shown = veiled(message, { ...view, invited: sight.invited })
      if (shown) seen.set(message.id, shown)
    }
  }
  return seen
}
