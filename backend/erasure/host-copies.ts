/** Copies of ours at the host: entries in a record's history, tasks and files. They are taken back by errands. */
import { and, eq, like } from 'drizzle-orm'
import type { Done } from '../../crm-adapters/port.ts'
import { entrust, type StoredDeed } from '../errands/errands.ts'
import { recordKey } from '../records.ts'
import type { HostCopy } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Found } from './finding.ts'

type TakeBack = Extract<StoredDeed, { do: 'take_back' }>
export type Copy = Pick<TakeBack, 'what' | 'id' | 'record'> & { url: string | null; thing: string }

/** What of these things we have brought to the host, as far as we remember its id there. */
export function copiesIn(found: Found[]): Copy[] {
  return found.flatMap(({ place: { table }, row, thing }): Copy[] => {
    if (table === 'task' && row.made)
      return [
        { ...{ thing, what: 'task', id: String(row.made) }, record: null, url: row.url as string | null },
      ]
    if (table === 'file' && row.keptAs)
      return [
        {
          ...{ thing, what: 'file', id: String(row.keptAs) },
          record: null,
          url: row.keptUrl as string | null,
        },
      ]
    if (table !== 'errand') return []
    const [deed, done] = [row.deed as StoredDeed, row.done as Done | null]
    return deed.do === 'note' && done?.id
      ? [{ ...{ thing, what: 'note', id: done.id }, record: deed.record, url: done.url }]
      : []
  })
}

const nameOf = (erasure: string, { what, id }: Pick<Copy, 'what' | 'id'>) =>
  `taken back ${erasure} ${what} ${id}`

export async function takeBack(w: Writing, erasure: string, copies: Copy[]) {
  for (const copy of copies) {
    const { what, id, record, url } = copy
    await entrust(w, {
      id: nameOf(erasure, copy),
      deed: { do: 'take_back', what, id, record, url },
      as: null,
      lane: record ? recordKey(record) : `taken back ${what} ${id}`,
    })
  }
}

/** How far they are: those asked for, by what the host has answered, and those that are there yet. */
export async function shownCopies(r: Reading, erasure: string, there: Copy[]): Promise<HostCopy[]> {
  const { company, db, t } = r
  const rows = await db
    .select({ deed: t.errand.deed, ending: t.errand.ending })
    .from(t.errand)
    .where(and(eq(t.errand.company, company), like(t.errand.id, `taken back ${erasure} %`)))
  const asked = rows.flatMap(({ deed, ending }): HostCopy[] => {
    if (deed.do !== 'take_back') return []
    const { what, id, url } = deed
    return [{ what, id, url, state: ending === null ? 'asked' : ending === 'done' ? 'gone' : 'refused' }]
  })
  const known = new Set(asked.map(({ what, id }) => `${what} ${id}`))
  const left = there.filter(({ what, id }) => !known.has(`${what} ${id}`))
  return [...asked, ...left.map(({ what, id, url }): HostCopy => ({ what, id, url, state: 'there' }))]
}
