/** Copies of ours at the host: entries in a record's history, tasks and files. They are taken back by errands. */
import { and, eq, inArray, isNotNull, isNull, like } from 'drizzle-orm'
import type { Done } from '../../crm-adapters/port.ts'
import { entrust, type StoredDeed } from '../errands/errands.ts'
import type { LeftDossier } from '../parting/left.ts'
import { recordKey, recordRef } from '../records.ts'
import { entriesOf } from '../relay/entries.ts'
import type { HostCopy } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Found } from './finding.ts'

type TakeBack = Extract<StoredDeed, { do: 'take_back' }>
export type Copy = Pick<TakeBack, 'what' | 'id' | 'record'> & {
  url: string | null
  thing: string
  /** Whose rights are used; those of whoever installed us when absent. */
  as?: string
}

/** Dossiers in the CRM of which something goes; all of them where somebody's name does. */
export const dossierCopies = (left: LeftDossier[]): Copy[] =>
  left.map(({ id, url, by, record }) => ({ what: 'file', id, url, record: null, as: by, thing: record }))

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

/** Texts of these messages that the host alone has: entries in their records' histories. */
export async function textCopies(r: Reading, things: string[]): Promise<Copy[]> {
  const messages = things.flatMap((thing) => /^message (\S+)$/.exec(thing)?.[1] ?? [])
  return [...(await entriesOf(r, messages)).values()].flat().map(({ message, entry, record }) => ({
    ...{ thing: `message ${message}`, what: 'note', id: entry!, url: null },
    record: recordRef(record),
  }))
}

/**
 * What the host has of files that went with a thing: those of a message need not tell of him by themselves, and one may have
 * come to be kept after it was ordered.
 */
export async function copiesOf(
  { company, db, t: { file } }: Reading,
  thing: string,
  ids: string[],
): Promise<Copy[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: file.keptAs, url: file.keptUrl })
    .from(file)
    .where(and(eq(file.company, company), inArray(file.id, ids), isNotNull(file.keptAs)))
  return rows.map(({ id, url }) => ({ thing, what: 'file', id: id!, record: null, url }))
}

/**
 * Files that are being brought to the host, and the messages they came with: whether they lie there can only be found out
 * while they are called as they were, so they wait until the host has said.
 */
export async function thingsOnTheirWay({ company, db, t: { file } }: Reading): Promise<Set<string>> {
  const asked = and(isNotNull(file.keepAskedAt), isNull(file.keepRefusedAt))
  const open = and(isNull(file.keptAt), isNull(file.permanentAt), isNull(file.erasedAt))
  const rows = await db
    .select({ id: file.id, message: file.message })
    .from(file)
    .where(and(eq(file.company, company), asked, open))
  return new Set(rows.flatMap(({ id, message }) => [`file ${id}`, `message ${message}`]))
}

const nameOf = (erasure: string, { what, id }: Pick<Copy, 'what' | 'id'>) =>
  `taken back ${erasure} ${what} ${id}`

export async function takeBack(w: Writing, erasure: string, copies: Copy[]) {
  for (const copy of copies) {
    const { what, id, record, url, as = null } = copy
    await entrust(w, {
      id: nameOf(erasure, copy),
      deed: { do: 'take_back', what, id, record, url },
      as,
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
