/** What happens to the log by itself: it is signed as it grows, and its head is published where we cannot take it back. */
import { appendFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import type { Store, Writing } from '../store/store.ts'
import type { Looks } from './looks.ts'
import { lastPublished, type SealDeps, sealSome, treeOf } from './seal.ts'

export interface KeepingDeps extends SealDeps {
  store: Store
  looks: Looks
  /** File that published heads are appended to, a line of JSON each; best on another machine's disk. */
  heads: string | undefined
  /** Has a head told of in a record's history at the host. */
  tellHost(w: Writing, record: string, head: { size: number; note: string }): Promise<void>
}

export function createAuditKeeping(deps: KeepingDeps) {
  const { store, looks, heads, tellHost } = deps

  /** Publishes the newest head unless it is published; that it has grown since the last is not asked of others. */
  async function publish(company: string): Promise<boolean> {
    const { tree, last } = await store.read(company, async (r) => ({
      tree: await treeOf(r),
      last: await lastPublished(r),
    }))
    if (!tree || tree.size === last) return false
    const { size, note, toldAt } = tree
    // Before it is noted as published: a head that stands there twice harms nobody.
    if (heads) await appendFile(heads, `${JSON.stringify({ company, note })}\n`, { flush: true })
    return store.write(company, async (w) => {
      const { db, t, now: at } = w
      const fresh = await db
        .insert(t.checkpoint)
        .values({ company, size, note, at })
        .onConflictDoNothing()
        .returning({ size: t.checkpoint.size })
      if (fresh.length > 0 && toldAt) await tellHost(w, toldAt, { size, note })
      return false
    })
  }

  return {
    /** Signs a slice of what was noted; true when there may be more. */
    seal: (company: string) => sealSome(deps, company),
    publish,
    tellRepeated: looks.tellRepeated,
  }
}

/** From now on heads are told of in this record's history too, or in none. */
export async function publishAt({ company, db, t }: Writing, record: string | null) {
  await db.update(t.tree).set({ toldAt: record }).where(eq(t.tree.company, company))
}
