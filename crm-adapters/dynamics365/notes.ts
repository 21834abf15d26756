/** An entry in a record's timeline: a note, whose id is ours, so that it is there once however often it is asked for. */
import type { Answer, Deed, Done, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import { type Doing, isThere } from './deeds.ts'
import { guidOf } from './guid-of.ts'
import { formOf, kindOf, pathOf } from './kinds.ts'

export type Note = Extract<Deed, { do: 'note' }>

/** Characters of a subject. */
const SUBJECT_MOST = 500
const TEXT_MOST = 100_000

export const notes: Doing<Note> = {
  async act({ dataverse, company }, deed) {
    const bound = boundTo(deed.record)
    if (!bound) return nowhere(deed.record)
    const id = noteOf(company, deed.key)
    const made = await dataverse.create('annotations', 'annotationid', id, {
      subject: deed.title.slice(0, SUBJECT_MOST),
      notetext: paragraphs(deed.text).slice(0, TEXT_MOST),
      ...bound,
    })
    return made.ok ? { ok: true, value: noted(id, deed.record) } : made
  },

  done(place, { key, record }) {
    const id = noteOf(place.company, key)
    return isThere(place, `annotations(${id})?$select=annotationid`, noted(id, record))
  },
}

export const noteOf = (company: string, key: string) => guidOf(`${company} note ${key}`)

/** What ties a note to its record; undefined for a record that cannot have one. */
export function boundTo(record: RecordRef): Record<string, string> | undefined {
  const kind = kindOf(record.type)
  const path = pathOf(record)
  return kind && path ? { [`objectid_${kind.table}@odata.bind`]: `/${path}` } : undefined
}

/** A note is looked at where its record is. */
export function noted(id: string, record: RecordRef): Done {
  const kind = kindOf(record.type)
  return { id, url: kind ? formOf(kind.table, record.id) : null }
}

export function nowhere({ type }: RecordRef): Answer<never> {
  return refusal('missing', `Dynamics has no ${type}`)
}

// The timeline shows notes as HTML: what people wrote must stay what they wrote.
function paragraphs(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .split(/\n{2,}/)
    .map((one) => `<p>${one.replaceAll('\n', '<br />')}</p>`)
    .join('')
}
