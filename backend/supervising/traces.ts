/** Whoever looks at what is not his leaves a trace of it before he sees it. */
import { and, eq, gt, inArray } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import type { Looks } from '../audit/looks.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'

export interface Traces {
  /** He is about to read a thread, supervised or not. */
  reads(viewer: Viewer, thread: string, how: { supervised: boolean }): Promise<void>
  /** He is about to be shown a list of what is in these threads. */
  lists(viewer: Viewer, threads: string[]): Promise<void>
  /** He is about to search. */
  searches(viewer: Viewer, question: { q: string; scope: string }): Promise<void>
}

export function createTraces({ store, looks }: { store: Store; looks: Looks }): Traces {
  return {
    async reads(viewer, thread, { supervised }) {
      if (!supervised) return
      await looks.note({ act: 'supervision.read', by: viewer, on: { record: viewer.record, thread } })
    },
    async lists(viewer, threads) {
      const supervised = await store.read(viewer.company, (r) => supervisedAmong(r, viewer, threads))
      for (const thread of supervised)
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

/** Those of these threads that he reads just now without being in them. */
async function supervisedAmong({ company, db, t, now }: Reading, { person }: Viewer, threads: string[]) {
  if (threads.length === 0) return []
  const { thread, until, ...of } = t.supervision
  const his = and(eq(of.company, company), eq(of.person, person))
  const rows = await db
    .selectDistinct({ thread })
    .from(t.supervision)
    .where(and(his, inArray(thread, [...new Set(threads)]), gt(until, now)))
  return rows.map((row) => row.thread)
}
