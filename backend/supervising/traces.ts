/** Whoever looks at what is not his leaves a trace of it before he sees it. */
import { sight } from '../access/sight.ts'
import type { Looks } from '../audit/looks.ts'
import type { Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'

export interface Traces {
  /** He is about to read a thread, supervised or not. */
  reads(viewer: Viewer, thread: string, how: { supervised: boolean }): Promise<void>
  /** He is about to search. */
  searches(viewer: Viewer, question: { q: string; scope: string }): Promise<void>
}

export function createTraces({ store, looks }: { store: Store; looks: Looks }): Traces {
  return {
    async reads(viewer, thread, { supervised }) {
      if (!supervised) return
      await looks.note({ act: 'supervision.read', by: viewer, on: { record: viewer.record, thread } })
    },
    async searches(viewer, { q, scope }) {
      const { supervise } = await store.read(viewer.company, (r) => sight(r, viewer))
      if (!supervise) return
      const on = { record: viewer.record }
      await looks.note({ act: 'supervision.searched', by: viewer, on, data: { scope }, values: { q } })
    },
  }
}
