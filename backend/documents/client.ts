/** Documents of a client that stay for good, over all his records: kept at the host, or here where the host has no place. */
import { and, eq, isNotNull, or } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import type { FileRow } from '../files/files.ts'
import { recordKey } from '../records.ts'
import { Refused } from '../refused.ts'
import { threadsSeen } from '../search/search.ts'
import type { ShownDocument } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { filesWhere, showDocuments } from './panel.ts'

/** Records of a client that are looked into, and documents that are listed. */
const MOST = 200

export interface ClientDeps {
  store: Store
  /** Of these records, what those are called that his host shows this person now. */
  named(viewer: Viewer, records: string[]): Promise<Map<string, string>>
}

/** Those of the client whose record this is, as far as this person sees the cards they were kept from. */
export async function documentsOfClient(deps: ClientDeps, viewer: Viewer): Promise<ShownDocument[]> {
  const named = await recordsOfClient(deps, viewer)
  const found = await deps.store.read(viewer.company, (r) => permanentIn(r, viewer, named))
  return found.map((one) => {
    const title = named.get(recordKey(one.record))
    return { ...one, ...(title !== undefined && { title }) }
  })
}

/** One of them, to be downloaded. Refused as `not_found` when he does not see it there. */
export async function documentOfClient(deps: ClientDeps, viewer: Viewer, id: string): Promise<FileRow> {
  const named = await recordsOfClient(deps, viewer)
  return deps.store.read(viewer.company, async (r) => {
    const threads = await threadsSeen(r, viewer, [...named.keys()])
    const [one] = await filesWhere(r, threads, [eq(r.t.file.id, id), isForGood(r)])
    if (!one || viewer.invited) throw new Refused('not_found')
    if (!(await sight(r, viewer)).documents && one.file.author !== viewer.person)
      throw new Refused('documents_closed')
    return one.file
  })
}

async function permanentIn(r: Reading, viewer: Viewer, named: Map<string, string>): Promise<ShownDocument[]> {
  const threads = await threadsSeen(r, viewer, [...named.keys()])
  return showDocuments(r, threads, await filesWhere(r, threads, [isForGood(r)], MOST))
}

const isForGood = ({ t }: Reading) => or(isNotNull(t.file.keptAt), isNotNull(t.file.permanentAt))

async function recordsOfClient({ store, named }: ClientDeps, viewer: Viewer): Promise<Map<string, string>> {
  const records = await store.read(viewer.company, async ({ company, db, t }) => {
    const [mine] = await db
      .select({ client: t.card.client })
      .from(t.card)
      .where(and(eq(t.card.company, company), eq(t.card.record, viewer.record)))
    if (!mine?.client) return []
    const rows = await db
      .select({ record: t.card.record })
      .from(t.card)
      .where(and(eq(t.card.company, company), eq(t.card.client, mine.client)))
      .limit(MOST)
    return rows.map(({ record }) => record)
  })
  return records.length > 0 ? named(viewer, records) : new Map()
}
