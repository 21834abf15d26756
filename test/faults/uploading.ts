/** Somebody who sends files up and asks for them again. */
import { hash } from 'node:crypto'
import type { Served } from '../served.ts'
import type { Sender } from './senders.ts'

/** What an upload is answered when it is stored: the second, where the answer to the first was lost with its connection. */
const STORED = new Set([201, 200])

/** Answers `stored`, or the status and the reason it was refused with. */
export async function upload({ url }: Served, sender: Sender, id: string, bytes: Buffer): Promise<string> {
  const send = () =>
    fetch(`${url}/api/files/${id}`, {
      method: 'PUT',
      headers: { ...bearer(sender), 'X-Thread': sender.thread, 'X-File-Name': "UTF-8''a.bin" },
      body: new Uint8Array(bytes),
    })
  // A connection on which an upload was refused before its end is closed, maybe while the next is on its way.
  const answer = await send().catch(send)
  const body = (await answer.json()) as { error?: { reason: string } }
  if (body.error) return `${answer.status} ${body.error.reason}`
  return STORED.has(answer.status) ? 'stored' : String(answer.status)
}

/** The status with which a file is given, and the SHA-256 of what came. */
export async function download({ url }: Served, sender: Sender, id: string) {
  const answer = await fetch(`${url}/api/files/${id}`, { headers: bearer(sender) })
  return { status: answer.status, hash: hash('sha256', Buffer.from(await answer.arrayBuffer())) }
}

export const bearer = ({ token }: Sender) => ({ Authorization: `Bearer ${token}` })
