/**
 * Texts that are kept in a portal's timeline only, as log entries, which people cannot edit. They are read as they were
 * written: what follows them is the reference by which an entry is found again.
 */
import { object } from '../json.ts'
import type { Answer, Deed } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import { marked, notes, unmarked, write } from './notes.ts'
import { BATCH, type Command, type Rest } from './rest.ts'

/** Bytes of a text. What a portal takes is not documented; the smallest column of a text in its database holds 65 535. */
const TEXT_MOST = 60_000

type Relay = Extract<Deed, { do: 'relay' }>

export const relay: Doing<Relay> = {
  async act(portal, { key, record, title, text }) {
    if (text === null) return refusal('missing', 'what was to be kept there is to be kept there no more')
    // Cut, it would not be what was said, and end without its reference.
    if (Buffer.byteLength(text) > TEXT_MOST)
      return refusal('unsupported', 'too long for an entry of Bitrix24')
    return write(portal, record, title, marked(text, key))
  },

  done: (portal, deed, since) => notes.done(portal, { ...deed, do: 'note', text: '' }, since),
}

export async function texts(portal: Rest, entries: string[]): Promise<Answer<Record<string, string | null>>> {
  const found: Record<string, string | null> = {}
  // An id of another shape was never one of a portal's.
  for (const entry of entries) found[entry] = null
  const known = entries.filter((entry) => /^\d{1,12}$/.test(entry))
  for (let start = 0; start < known.length; start += BATCH) {
    const some = known.slice(start, start + BATCH)
    const asked = Object.fromEntries(some.map((id) => [id, reading(id)]))
    const got = await portal.batch(asked)
    if (!got.ok) return got
    for (const id of some) {
      const one = got.value[id]
      if (!one?.ok && one?.reason !== 'missing')
        return one ?? refusal('broken', 'crm.timeline.logmessage.get: no answer')
      const { text } = one.ok ? object(object(one.value.value).logMessage) : {}
      if (text !== undefined) found[id] = unmarked(String(text))
    }
  }
  return { ok: true, value: found }
}

function reading(id: string): Command {
  return { method: 'crm.timeline.logmessage.get', params: { id } }
}
