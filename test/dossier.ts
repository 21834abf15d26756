/** A dossier as somebody asks for it on our own page, waits for it and fetches it. */
import { unzipSync } from 'fflate'
import { newId } from '../backend/ids.ts'
import type { Archive } from '../tools/dossier/verifier.mjs'
import type { Visitor } from './at-home.ts'
import type { Hostile } from './hostile-files.ts'
import { deals, type Person, type World } from './world.ts'

export interface Taken {
  id: string
  bytes: Uint8Array
  /** Its parts by their paths. */
  parts: Record<string, Uint8Array>
  text(path: string): string
}

/** Throws when it was not made. */
export async function takeDossier(
  w: Pick<World, 'parts' | 'http'>,
  who: Visitor,
  {
    record = `deal:${deals.daisy}`,
    language = 'ru',
    reason,
  }: { record?: string; language?: string; reason?: string } = {},
): Promise<Taken> {
  const id = newId()
  const wanted = { record, language, zone: 'Europe/Moscow', ...(reason && { reason }) }
  const asked = await who.call('PUT', `/api/dossiers/${id}`, wanted)
  if (asked.status !== 201) throw new Error(`${asked.status} ${JSON.stringify(asked.body)}`)
  await w.parts.dossiers.idle()
  const link = await who.call('POST', `/api/dossiers/${id}/link`)
  if (link.status !== 201) throw new Error(`${link.status} ${JSON.stringify(link.body)}`)
  const response = await w.http.request(link.body.path)
  if (response.status !== 200) throw new Error(`${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const parts = unzipSync(bytes)
  return { id, bytes, parts, text: (path) => new TextDecoder().decode(parts[path]) }
}

export function archiveOf(bytes: Uint8Array): Archive {
  return { size: bytes.length, bytes: async (start, end) => bytes.slice(start, end) }
}

/** Uploads a file and sends it in the card's team thread. */
export async function sendFile(
  http: Pick<World['http'], 'request'>,
  person: Person,
  { name, type, bytes }: Pick<Hostile, 'name' | 'type' | 'bytes'>,
): Promise<string> {
  const id = newId()
  const headers = {
    Authorization: `Bearer ${person.token}`,
    'Content-Type': type,
    'X-File-Name': `UTF-8''${encodeURIComponent(name).replace(/['()*]/g, '_')}`,
    'X-Thread': person.team,
  }
  const { status } = await http.request(`/api/files/${id}`, { method: 'PUT', headers, body: bytes as never })
  if (status !== 201) throw new Error(`${name} was refused: ${status}`)
  await person.say('', { files: [id] })
  return id
}
