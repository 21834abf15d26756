/** Files by words of their names, over however many threads. */

import type { SeenThread } from '../search/search.ts'
import { ownTurn } from '../search/turns.ts'
import type { ShownDocument } from '../shown.ts'
import type { Store } from '../store/store.ts'
import { whereNamed } from './named.ts'
import { filesWhere, type Posted, showDocuments } from './panel.ts'

/** Files of a few that a search finds. */
const MOST = 5
/** Threads whose files are gone through at once: no index knows parts of names, and nobody's message is to wait for it. */
const AT_ONCE = 50

export type FilesNamed = ReturnType<typeof filesByName>

export function filesByName(store: Store) {
  /** The newest few of these threads, as far as they are seen there. */
  return async (company: string, threads: SeenThread[], asked: string): Promise<ShownDocument[]> => {
    const found: Posted[] = []
    for (let at = 0; at < threads.length; at += AT_ONCE) {
      await ownTurn()
      const some = threads.slice(at, at + AT_ONCE)
      found.push(
        ...(await store.read(company, async (r) => {
          const which = whereNamed(r, asked)
          return which ? filesWhere(r, some, [which], MOST) : []
        })),
      )
    }
    const newest = found.sort(newestFirst).slice(0, MOST)
    return newest.length > 0 ? store.read(company, (r) => showDocuments(r, threads, newest)) : []
  }
}

function newestFirst({ file: one }: Posted, { file: other }: Posted): number {
  return other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1)
}
