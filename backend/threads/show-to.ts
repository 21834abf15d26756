import { veiled } from '../access/veil.ts'
import type { ShownMessage } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { seeThread } from './find.ts'
import type { MessageRow } from './messages.ts'
import { showMessage } from './show.ts'

/** A message as somebody sees it who has just found it. */
export async function showTo(r: Reading, viewer: Viewer, row: MessageRow): Promise<ShownMessage> {
  const shown = await showMessage(r, row)
  // What people say hides nothing from colleagues: most messages need no further look.
  if (!viewer.invited && !row.happened && row.tasks === 0 && row.files === 0) return shown
  const { sight, view } = await seeThread(r, viewer, row.thread)
  return veiled(shown, { ...view, invited: sight.invited }) ?? shown
}
