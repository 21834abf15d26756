/**
 * Notes in a record's timeline, as log entries: people cannot edit them, they call nobody, they cause no event, and only
 * the application that wrote one can delete it. They take no mark of ours besides their text (docs:
 * crm.timeline.logmessage.add), so each ends with a short reference by which it is found again.
 */
import { createHash } from 'node:crypto'
import { type Json, list, object } from '../json.ts'
import type { Answer, Deed, Done, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import { entityTypeIdOf } from './kinds.ts'
import type { Command, Rest } from './rest.ts'

type Note = Extract<Deed, { do: 'note' }>

/** Entries of a page (docs: crm.timeline.logmessage.list). */
const PAGE = 10
/** Pages read in one request. */
const PAGES = 5
/** Milliseconds by which a portal's clock may be behind ours. */
const CLOCKS_DIFFER = 60 * 60_000

export const notes: Doing<Note> = {
  act: (portal, { key, record, title, text }) => write(portal, record, title, marked(text, key)),

  async done(portal, { key, record }, since) {
    const owner = ownerOf(record)
    if (!owner) return nowhere(record)
    const reference = referenceTo(key)
    const earliest = since.getTime() - CLOCKS_DIFFER
    for (let start = 0; ; start += PAGE * PAGES) {
      const read = await newestFrom(portal, owner, start)
      if (!read.ok) return read
      const entries = read.value
      const ours = entries.find(({ text }) => String(text).endsWith(reference))
      if (ours) return found(ours.id)
      const oldest = Date.parse(String(entries.at(-1)?.created))
      if (entries.length < PAGE * PAGES || oldest < earliest) return { ok: true, value: null }
    }
  },
}

export async function write(
  portal: Rest,
  record: RecordRef,
  title: string,
  text: string,
): Promise<Answer<Done>> {
  const owner = ownerOf(record)
  if (!owner) return nowhere(record)
  const fields = { ...owner, title, text, iconCode: 'info' }
  const written = await portal.call('crm.timeline.logmessage.add', { fields })
  if (!written.ok) return written
  const { id } = object(object(written.value).logMessage)
  return id ? found(id) : refusal('broken', 'crm.timeline.logmessage.add: no entry in the answer')
}

/** Entries from the `start`th on, the newest first: what is added meanwhile moves the others on, so none is missed. */
async function newestFrom(portal: Rest, owner: Json, start: number): Promise<Answer<Json[]>> {
  const page = (n: number): Command => ({
    method: 'crm.timeline.logmessage.list',
    params: { ...owner, order: { id: 'desc' }, start: start + n * PAGE },
  })
  const commands = Object.fromEntries(Array.from({ length: PAGES }, (_, n) => [`page${n}`, page(n)]))
  const read = await portal.batch(commands)
  if (!read.ok) return read
  const entries: Json[] = []
  for (const key of Object.keys(commands)) {
    const one = read.value[key]
    if (!one?.ok) return one ?? refusal('broken', 'crm.timeline.logmessage.list: no answer')
    const { value } = one.value
    // Documented as a list; lists of younger methods come under a name.
    entries.push(...list(Array.isArray(value) ? value : object(value).logMessages))
  }
  return { ok: true, value: entries }
}

function ownerOf({ type, id }: RecordRef): { entityTypeId: number; entityId: number } | undefined {
  const entityTypeId = entityTypeIdOf(type)
  return entityTypeId && /^\d{1,12}$/.test(id) ? { entityTypeId, entityId: Number(id) } : undefined
}

function nowhere({ type, id }: RecordRef): Answer<never> {
  return refusal('missing', `Bitrix24 has no ${type} ${id}`)
}

function found(id: unknown): Answer<Done> {
  return { ok: true, value: { id: String(id), url: null } }
}

export function marked(text: string, key: string): string {
  return text === '' ? referenceTo(key) : `${text}${BEFORE_REFERENCE}${referenceTo(key)}`
}

/** The words of an entry without the reference they end with. */
export function unmarked(text: string): string {
  return text.replace(/(?: · )?#[0-9a-z]{4}-[0-9a-z]{4}$/, '')
}

const BEFORE_REFERENCE = ' · '

/** `#k7f3-9qxd`: 40 bits are enough to tell a record's notes apart. */
function referenceTo(key: string): string {
  const bits = createHash('sha256').update(key).digest().readUIntBE(0, 5)
  const letters = Array.from({ length: 8 }, (_, n) => ALPHABET[Math.floor(bits / 32 ** n) % 32]).join('')
  return `#${letters.slice(0, 4)}-${letters.slice(4)}`
}

// Crockford's: no letter is taken for another.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
