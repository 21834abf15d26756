/** Does to one thing what was decided about it, in a write that asks whether it is on hold. */
import { and, eq, isNull } from 'drizzle-orm'
import { eraseFiles } from '../files/erase.ts'
import { nameKey } from '../files/names.ts'
import { tellOtherVersions } from '../files/versions.ts'
import { holdsNow } from '../holds/held.ts'
import { tellPerson } from '../people/people.ts'
import { eraseMessages } from '../purging/messages.ts'
import { indexMessage } from '../search/search.ts'
import { terms } from '../search/words.ts'
import type { ErasureDecision } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { forgetAudit, forgetHashes, forgetProofs } from './audit-values.ts'
import { type Found, foundIn, placeOfThing, type Subject } from './finding.ts'
import { type Located, locate } from './located.ts'
import { erasePerson, forgetAddress, type PersonDeps } from './person.ts'
import { PLACES, type Place } from './places.ts'
import { type Key, keyOfRow, pageOf, type Row, rowAt, rowsOf, setAt } from './rows.ts'
import { placesIn } from './subject.ts'
import { changed, ERASED, without } from './words-of.ts'

/** What has become of a thing. `gone`: it was there no more, or said nothing of him. */
export type Outcome = 'erased' | 'redacted' | 'held' | 'gone'

export interface Applied {
  outcome: Outcome
  /** Files whose bytes are to be removed after the commit. */
  files: string[]
}

const versionPlace = PLACES.find(({ table }) => table === 'version')!

export async function applyTo(
  w: Writing,
  deps: PersonDeps,
  subject: Subject,
  thing: string,
  decision: Exclude<ErasureDecision, 'keep'>,
): Promise<Applied> {
  const found = await foundAgain(w, subject, thing)
  const [first] = found
  if (!first) return { outcome: 'gone', files: [] }
  const located = await locate(w, first)
  if ((await holdsNow(w)).of(located.covered).length > 0) return { outcome: 'held', files: [] }
  if (decision === 'erase' && first.kind === 'message') return eraseMessage(w, located)
  if (decision === 'erase' && first.kind === 'file') return eraseFile(w, first, located)
  if (decision === 'erase' && first.kind === 'person') {
    await erasePerson(w, deps, String(first.row.id))
    return { outcome: 'erased', files: [] }
  }
  if (decision === 'erase' && first.kind === 'address') {
    await forgetAddress(w, String(first.row.person))
    return { outcome: 'erased', files: [] }
  }
  for (const one of found) await redact(w, one, subject, decision)
  await tell(w, first, located)
  return { outcome: decision === 'erase' ? 'erased' : 'redacted', files: [] }
}

/** The thing as it is now, with everything of it that is about him; a thing without his words when it is to go all the same. */
async function foundAgain(r: Reading, subject: Subject, thing: string): Promise<Found[]> {
  const of = placeOfThing(thing)
  if (!of) return []
  const rows = await rowsOfThing(r, of.place, of.id)
  return rows.flatMap(({ place, row }) => {
    const found = foundIn(place, row, subject)
    if (found) return found
    const isWhole = place.table === 'message' || place.table === 'file'
    return isWhole ? { thing, kind: place.kind, place, row, texts: [], authored: true } : []
  })
}

async function rowsOfThing(r: Reading, place: Place, id: string): Promise<{ place: Place; row: Row }[]> {
  // Keys of settings are empty: the company has one row of each.
  const row =
    place.key.length === 0
      ? (await pageOf(r, place, undefined, 1))[0]
      : await rowAt(r, place, keyOf(place, id))
  const own = row ? [{ place, row }] : []
  if (place.table !== 'message') return own
  const versions = await rowsOf(r, versionPlace, 'message', id)
  return [...own, ...versions.map((one) => ({ place: versionPlace, row: one }))]
}

/** Ids have no spaces but the last part's, and only positions and numbers are counted. */
function keyOf({ key }: Place, id: string): Key {
  const parts = id.split(' ')
  return key.map((name, n) => {
    const part = n === key.length - 1 ? parts.slice(n).join(' ') : parts[n]!
    return name === 'number' || name === 'position' ? Number(part) : part
  })
}

async function eraseMessage(w: Writing, { message }: Located): Promise<Applied> {
  const { company, db, t } = w
  const id = message!
  const { erased, held } = await eraseMessages(w, [id])
  if (erased.length === 0) return { outcome: held.length > 0 ? 'held' : 'gone', files: [] }
  const files = await db
    .select({ id: t.file.id })
    .from(t.file)
    .where(and(eq(t.file.company, company), eq(t.file.message, id), isNull(t.file.permanentAt)))
  const gone = await eraseFiles(
    w,
    files.map((file) => file.id),
    aboutThread,
  )
  // Of those that had gone before, too.
  await forgetHashes(
    w,
    files.flatMap((file) => (gone.held.includes(file.id) ? [] : file.id)),
  )
  await tellOtherVersions(w, aboutThread, id)
  return { outcome: 'erased', files: gone.erased.map((file) => file.id) }
}

async function eraseFile(w: Writing, { place, row }: Found, located: Located): Promise<Applied> {
  const id = String(row.id)
  const { erased } = await eraseFiles(w, [id], aboutThread)
  await setAt(w, place, [id], { name: ERASED, nameKey: nameKey(ERASED) })
  await forgetHashes(w, [id])
  if (located.message) {
    await tellOtherVersions(w, aboutThread, located.message)
    await tellMessage(w, located)
  }
  return { outcome: 'erased', files: erased.map((file) => file.id) }
}

/** Takes his words out of a row; where all of it is to go, whatever it says. */
async function redact(w: Writing, { place, row }: Found, subject: Subject, decision: ErasureDecision) {
  const { kind, table, words } = place
  if (kind === 'audit') return forgetAudit(w, row, subject)
  const key = keyOfRow(place, row)
  const { signs, keyOf } = subject
  const set: Row = {}
  for (const column of words) {
    const value = row[column]
    const after = changed(value, (text) => {
      const places = placesIn(text, signs, keyOf)
      if (places.length === 0) return text
      return decision === 'erase' ? ERASED : without(text, places)
    })
    if (JSON.stringify(after) !== JSON.stringify(value)) set[column] = after
  }
  if (kind === 'draft' && decision === 'erase') set.text = ERASED
  if (table === 'file' && typeof set.name === 'string') set.nameKey = nameKey(set.name)
  // Signed as it was: what is not as it was signed is no act any more.
  if (table === 'act') set.signature = ''
  if (Object.keys(set).length === 0) return
  await setAt(w, place, key, set)
  if (table === 'message' && typeof set.text === 'string' && row.deletedAt === null) {
    const { id, thread } = row as { id: string; thread: string }
    await indexMessage(w, { id, thread }, terms(set.text))
  }
  if (typeof row.id === 'string') await forgetProofs(w, row.id)
  if (typeof row.message === 'string') await forgetProofs(w, row.message)
}

/** Open windows show it as it is now. */
async function tell(w: Writing, { kind, row }: Found, located: Located) {
  const { thread } = located
  if (kind === 'person') await tellPerson(w, String(row.id))
  if (!thread) return
  const about = await aboutThread(w, thread)
  if (kind === 'thread') await w.emit('thread.opened', { ...about, data: { thread: thread.id } })
  else if (kind === 'fact') await w.emit('fact.changed', { ...about, data: { fact: String(row.id) } })
  else if (kind === 'draft') {
    const person = String(row.person)
    await w.emit('draft.saved', { ...about, people: [person], data: { thread: thread.id, person } })
  } else await tellMessage(w, located)
}

async function tellMessage(w: Writing, { thread, message }: Located) {
  if (!thread || !message) return
  await w.emit('message.edited', { ...(await aboutThread(w, thread)), data: { message } })
}
