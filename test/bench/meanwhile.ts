/** Somebody who goes on writing while something large is done beside him. */
import { newId } from '../../backend/ids.ts'
import type { Viewer } from '../../backend/signed-in.ts'
import type { Store } from '../../backend/store/store.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'

/**
 * Writes a message to the thread `other` every so many milliseconds until it is stopped.
 * @returns on stopping, how long each took from when it was due until it was stored
 */
export function writingOn(store: Store, viewer: Viewer, every: number) {
  const waited: number[] = []
  const under = new Set<Promise<unknown>>()
  let due = performance.now()
  const timer = setInterval(() => {
    // Those that became due while the processor was busy have waited for it too.
    for (; due <= performance.now(); due += every) send(due)
  }, every)

  function send(since: number) {
    const said = compose({ text: 'The cargo has arrived', files: [], mentions: [] })
    const sending = store
      .write(viewer.company, (w) => sendMessage(w, viewer, 'other', newId(), said))
      .then(() => waited.push(performance.now() - since))
      .finally(() => under.delete(sending))
    under.add(sending)
  }

  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(under)
      return waited
    },
  }
}
