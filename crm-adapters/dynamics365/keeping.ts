/** A file beside a record: the attachment of a note. Its readers are the record's, as the organization's rights have it. */

import { whole } from '../bytes.ts'
import { number } from '../json.ts'
import type { Answer, Deed, Done } from '../port.ts'
import { refusal } from '../refusal.ts'
import { BLOCK, bringInBlocks } from './blocks.ts'
import type { Dataverse } from './dataverse.ts'
import { type Doing, isThere, type Place } from './deeds.ts'
import { boundTo, noted, noteOf, nowhere } from './notes.ts'
import { query, rowsOf } from './odata.ts'

export type Keep = Extract<Deed, { do: 'keep' }>
type Leave = Extract<Deed, { do: 'leave' }>
type Lying = Pick<Keep, 'key' | 'record' | 'name' | 'type' | 'size' | 'bytes'>

/** Bytes an organization takes when it does not say otherwise. docs: Organization.MaxUploadFileSize */
const USUAL_LIMIT = 5 * 1024 * 1024
/** Milliseconds a file may be on its way. */
const UPLOAD = 120_000

export const keep: Doing<Keep> = {
  act: async (place, deed) =>
    deed.narrow
      ? refusal('unsupported', 'annotations: whoever sees a record reads its notes')
      : lay(place, deed),
  done: isLying,
}

/** Notes stay when the solution that brought them goes. */
export const leave: Doing<Leave> = {
  act: (place, deed) => lay(place, { ...deed, type: 'application/zip' }),
  done: isLying,
}

async function lay(place: Place, deed: Lying): Promise<Answer<Done>> {
  const { dataverse, company } = place
  const bound = boundTo(deed.record)
  if (!bound) return nowhere(deed.record)
  const most = await largest(dataverse)
  if (!most.ok) return most
  if (deed.size > most.value) {
    return refusal('unsupported', `annotations: the organization takes files of ${most.value} bytes at most`)
  }
  const id = noteOf(company, deed.key)
  // Blocks would put another file in its place, which is more than our application may do.
  const there = deed.size > BLOCK ? await isLying(place, deed) : undefined
  if (there && (!there.ok || there.value))
    return there.ok ? { ok: true, value: noted(id, deed.record) } : there
  const row = {
    subject: deed.name,
    filename: deed.name.slice(-255),
    mimetype: deed.type.slice(0, 256),
    ...bound,
  }
  const made =
    deed.size > BLOCK
      ? await bringInBlocks(dataverse, { id, row, size: deed.size, bytes: deed.bytes })
      : await dataverse.create(
          'annotations',
          'annotationid',
          id,
          { ...row, documentbody: Buffer.from(await whole(await deed.bytes())).toString('base64') },
          UPLOAD,
        )
  return made.ok ? { ok: true, value: noted(id, deed.record) } : made
}

function isLying(place: Place, { key, record }: Pick<Lying, 'key' | 'record'>) {
  const id = noteOf(place.company, key)
  return isThere(place, `annotations(${id})?$select=annotationid`, noted(id, record))
}

/** Bytes of a file the organization takes at most. */
export async function largest(dataverse: Dataverse): Promise<Answer<number>> {
  const asked = await dataverse.read(query('organizations', { select: 'maxuploadfilesize' }))
  if (asked.ok) return { ok: true, value: number(rowsOf(asked.value)[0]?.maxuploadfilesize) ?? USUAL_LIMIT }
  // Who may not read the setting still may attach what every organization takes.
  return asked.reason === 'denied' || asked.reason === 'not_granted'
    ? { ok: true, value: USUAL_LIMIT }
    : asked
}
