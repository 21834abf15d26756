/** A file beside a record: the attachment of a note. Its readers are the record's, as the organization's rights have it. */

import { number } from '../json.ts'
import type { Answer, Deed } from '../port.ts'
import { refusal } from '../refusal.ts'
import { BLOCK, bringInBlocks } from './blocks.ts'
import type { Dataverse } from './dataverse.ts'
import { type Doing, isThere } from './deeds.ts'
import { boundTo, noted, noteOf, nowhere } from './notes.ts'
import { query, rowsOf } from './odata.ts'

export type Keep = Extract<Deed, { do: 'keep' }>

/** Bytes an organization takes when it does not say otherwise. docs: Organization.MaxUploadFileSize */
const USUAL_LIMIT = 5 * 1024 * 1024
/** Milliseconds a file may be on its way. */
const UPLOAD = 120_000

export const keep: Doing<Keep> = {
  async act(place, deed) {
    const { dataverse, company } = place
    const bound = boundTo(deed.record)
    if (!bound) return nowhere(deed.record)
    const most = await largest(dataverse)
    if (!most.ok) return most
    if (deed.size > most.value) {
      return refusal(
        'unsupported',
        `annotations: the organization takes files of ${most.value} bytes at most`,
      )
    }
    const id = noteOf(company, deed.key)
    // Blocks would put another file in its place, which is more than our application may do.
    const there = deed.size > BLOCK ? await keep.done(place, deed) : undefined
    if (there && (!there.ok || there.value))
      return there.ok ? { ok: true, value: noted(id, deed.record) } : there
    const bytes = await deed.bytes()
    const row = {
      subject: deed.name,
      filename: deed.name.slice(-255),
      mimetype: deed.type.slice(0, 256),
      ...bound,
    }
    const made =
      bytes.length > BLOCK
        ? await bringInBlocks(dataverse, { id, row, bytes })
        : await dataverse.create(
            'annotations',
            'annotationid',
            id,
            { ...row, documentbody: Buffer.from(bytes).toString('base64') },
            UPLOAD,
          )
    return made.ok ? { ok: true, value: noted(id, deed.record) } : made
  },

  done(place, { key, record }) {
    const id = noteOf(place.company, key)
    return isThere(place, `annotations(${id})?$select=annotationid`, noted(id, record))
  },
}

async function largest(dataverse: Dataverse): Promise<Answer<number>> {
  const asked = await dataverse.read(query('organizations', { select: 'maxuploadfilesize' }))
  if (asked.ok) return { ok: true, value: number(rowsOf(asked.value)[0]?.maxuploadfilesize) ?? USUAL_LIMIT }
  // Who may not read the setting still may attach what every organization takes.
  return asked.reason === 'denied' || asked.reason === 'not_granted'
    ? { ok: true, value: USUAL_LIMIT }
    : asked
}
