/** Files of my discussions over all cards, by words of their names. */
import type { FilesNamed } from '../documents/found.ts'
import { recordKey } from '../records.ts'
import { threadsSeen } from '../search/search.ts'
import type { ShownDocument } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Glances } from './glances.ts'
import { myThreads } from './mine.ts'

/** Discussions that are looked through, by what was said last. */
const SEARCHED = 500

export interface FilesDeps {
  store: Store
  glances: Pick<Glances, 'look'>
  filesNamed: FilesNamed
}

/** The newest few, of records the host names to this person just now: what it does not, is not looked into. */
export async function filesOfMine(
  { store, glances, filesNamed }: FilesDeps,
  visitor: Visitor,
  q: string,
): Promise<ShownDocument[]> {
  const { company, person } = visitor
  const mine = await store.read(company, (r) => myThreads(r, person, { filter: 'all', limit: SEARCHED }))
  const { named } = await glances.look(
    visitor,
    mine.map(({ thread }) => thread.record),
  )
  const his = new Set(mine.map(({ thread }) => thread.id))
  const seen = await store.read(company, (r) => threadsSeen(r, { person, record: '' }, [...named.keys()]))
  const threads = seen.filter(({ id }) => his.has(id))
  return (await filesNamed(company, threads, q)).map((one) => {
    const title = named.get(recordKey(one.record))?.title
    return { ...one, ...(title !== undefined && { title }) }
  })
}
