/**
 * Texts that are kept in an organization's timeline only, as notes. Notes are shown as HTML: what people wrote is written so
 * that it is shown as it was, and read back to the letter.
 */
import type { Answer, Deed } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { type Doing, isThere } from './deeds.ts'
import { guidOf } from './guid-of.ts'
import { boundTo, noted, nowhere } from './notes.ts'
import { anyOf, query, rowsOf } from './odata.ts'
import { guid } from './passed.ts'

type Relay = Extract<Deed, { do: 'relay' }>

/** Characters of a subject, and of a note's text. docs: table "Note (Annotation)". */
const SUBJECT_MOST = 500
const TEXT_MOST = 100_000
/** Notes one list is asked for: a filter may be long, but not without end. */
const AT_ONCE = 50

export const relay: Doing<Relay> = {
  async act({ dataverse, company }, { key, record, title, text }) {
    if (text === null) return refusal('missing', 'what was to be kept there is to be kept there no more')
    const bound = boundTo(record)
    if (!bound) return nowhere(record)
    const notetext = written(text)
    // Cut, it would not be what was said.
    if (notetext.length > TEXT_MOST) return refusal('unsupported', 'too long for a note of Dynamics')
    const id = entryOf(company, key)
    const row = { subject: title.slice(0, SUBJECT_MOST), notetext, ...bound }
    const made = await dataverse.create('annotations', 'annotationid', id, row)
    return made.ok ? { ok: true, value: noted(id, record) } : made
  },

  done(place, { key, record }) {
    const id = entryOf(place.company, key)
    return isThere(place, `annotations(${id})?$select=annotationid`, noted(id, record))
  },
}

const entryOf = (company: string, key: string) => guidOf(`${company} relay ${key}`)

export async function texts(
  dataverse: Dataverse,
  entries: string[],
): Promise<Answer<Record<string, string | null>>> {
  const found: Record<string, string | null> = {}
  for (const entry of entries) found[entry] = null
  const known = entries.filter((entry) => guid(entry) === entry)
  for (let start = 0; start < known.length; start += AT_ONCE) {
    const filter = anyOf('annotationid', known.slice(start, start + AT_ONCE))
    const listed = await dataverse.read(query('annotations', { select: 'annotationid,notetext', filter }))
    if (!listed.ok) return listed
    for (const row of rowsOf(listed.value)) found[String(row.annotationid)] = read(String(row.notetext ?? ''))
  }
  return { ok: true, value: found }
}

const [BEGIN, END, LINE] = ['<p>', '</p>', '<br />']

function written(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `${BEGIN}${escaped.replaceAll('\n', LINE)}${END}`
}

/** Of a note that somebody has written anew in the CRM: its words, as near as may be. */
function read(note: string): string {
  const isOurs = note.startsWith(BEGIN) && note.endsWith(END)
  return isOurs ? words(note.slice(BEGIN.length, -END.length)) : words(note).trim()
}

function words(markup: string): string {
  return markup
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(?:p|div|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
