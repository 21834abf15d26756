/** What a card's documents can be asked and told, put together. */
import type { FindThread } from '../files/files.ts'
import type { ShownDocument } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Traces } from '../supervising/traces.ts'
import type { Composed } from '../threads/messages.ts'
import { type ClientDeps, documentOfClient, documentsOfClient, talkOfClient } from './client.ts'
import { filingWords } from './filing.ts'
import { type KitDeps, type Move, moveOn, shownKit } from './kit.ts'
import { documentsIn, type Sought, versionsIn } from './panel.ts'
import type { WantedMove } from './routes.ts'
import { type Said, sayOfFile } from './saying.ts'

export interface DocumentsDeps extends ClientDeps, Pick<KitDeps, 'talk'> {
  findThread: FindThread
  compose<T extends { text: string }>(said: T): Composed<T>
  traces: Pick<Traces, 'lists' | 'searches'>
}

export function createDocuments(deps: DocumentsDeps) {
  const { store, talk, findThread, compose, traces } = deps
  const { aboutThread } = talk

  /** Of private threads of others too, for those who read them just now: that is in the log before they see it. */
  async function noted(viewer: Viewer, shown: ShownDocument[]) {
    await traces.lists(
      viewer,
      shown.map(({ thread }) => thread),
    )
    return shown
  }

  return {
    say: (viewer: Viewer, file: string, said: Said) =>
      store.write(viewer.company, (w) => sayOfFile(w, { findThread, aboutThread }, viewer, file, said)),
    async list(viewer: Viewer, sought: Sought) {
      if (sought.name) await traces.searches(viewer, { q: sought.name, scope: 'files' })
      const page = await store.read(viewer.company, (r) => documentsIn(r, viewer, sought))
      await noted(viewer, page.documents)
      return page
    },
    versions: async (viewer: Viewer, file: string) =>
      noted(viewer, await store.read(viewer.company, (r) => versionsIn(r, viewer, file))),
    words: (viewer: Viewer) => store.read(viewer.company, (r) => filingWords(r, viewer)),
    kit: (viewer: Viewer) => store.read(viewer.company, (r) => shownKit(r, viewer)),
    async move(viewer: Viewer, kind: string, number: number, wanted: WantedMove) {
      const step = { ...asMove(wanted, compose), number }
      return store.write(viewer.company, async (w) => {
        await moveOn(w, { talk, findThread }, viewer, kind, step)
        return shownKit(w, viewer)
      })
    },
    async ofClient(viewer: Viewer, name?: string) {
      if (name) await traces.searches(viewer, { q: name, scope: 'files of the client' })
      return noted(viewer, await documentsOfClient(deps, viewer, name))
    },
    talkOfClient: (viewer: Viewer) => talkOfClient(deps, viewer),
    /** For a download. */
    documentOfClient: (viewer: Viewer, id: string) => documentOfClient(deps, viewer, id),
  }
}

type Wanted<M> = M extends unknown ? Omit<M, 'number'> : never

/** Worked out before the write, for finding words takes time. */
function asMove(wanted: WantedMove, compose: DocumentsDeps['compose']): Wanted<Move> {
  if (wanted.step !== 'request') return wanted
  if ('client' in wanted.asked) return { step: 'request', asked: wanted.asked }
  const { text, ...asked } = wanted.asked
  return { step: 'request', asked: { ...asked, said: compose({ text }) } }
}
