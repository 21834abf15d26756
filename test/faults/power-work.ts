/** People who write, upload and delete while all that reaches the disk is recorded. */
import { hash } from 'node:crypto'
import { cpSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import { openLine } from '../line.ts'
import type { Served } from '../served.ts'
import { recorded } from './means/recording.ts'
import { type Sender, writeOn } from './senders.ts'

/** What somebody was told is done, and how long the recording was when he was. */
export type Promised = { size: number } & (
  | { what: 'message'; id: string; thread: string; seq: number; text: string }
  | { what: 'file'; id: string; hash: string }
  | { what: 'deletion'; id: string }
)

/** Bytes; each file's bytes are its own. */
const FILE_MOST = 200_000
const DELETED_EVERY = 10

/**
 * Starts the server anew and records what it does until so much was acknowledged, then kills it.
 * @param before where its folder as it was before is copied to
 */
export async function work(
  server: Served,
  senders: Sender[],
  { log, before, messages, weakened }: { log: string; before: string; messages: number; weakened: string },
): Promise<Promised[]> {
  await server.stop()
  cpSync(server.folder, before, { recursive: true })
  await server.start({ WEAKENED: weakened }, recorded(log))
  const promised: Promised[] = []
  const size = () => statSync(log).size
  let over = false

  const writing = senders.map((sender) =>
    writeOn(server, sender, {
      stopped: () => over,
      answered({ status }) {
        const { id, text, seq } = sender.sent.at(-1)!
        if (status > 201) throw new Error(`a message was answered ${status}`)
        promised.push({ size: size(), what: 'message', id, thread: sender.thread, seq: seq!, text })
        if (promised.length >= messages) over = true
      },
    }),
  )
  const uploading = (async () => {
    for (let n = 1; !over; n += 1) {
      const bytes = Buffer.alloc((n * 7919) % FILE_MOST, `file ${n} `)
      promised.push({ ...(await upload(server, senders[0]!, bytes)), size: size() })
    }
  })()
  const deleting = (async () => {
    const [{ thread, token, sent }] = senders as [Sender]
    const line = await openLine(server.url, token)
    for (let next = 0; !over; next += DELETED_EVERY) {
      while (!over && sent[next]?.seq === undefined) await sleep(5)
      if (over) break
      const { id } = sent[next]!
      const { status } = await line.ask('DELETE', `/api/threads/${thread}/messages/${id}`)
      if (status !== 200) throw new Error(`a deletion was answered ${status}`)
      promised.push({ size: size(), what: 'deletion', id })
    }
    line.close()
  })()
  await Promise.all([...writing, uploading, deleting])
  await server.stop('SIGKILL')
  return promised
}

async function upload({ url }: Served, { token, thread }: Sender, bytes: Buffer) {
  const id = newId()
  const answer = await fetch(`${url}/api/files/${id}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'X-Thread': thread, 'X-File-Name': "UTF-8''a.bin" },
    body: new Uint8Array(bytes),
  })
  if (answer.status !== 201)
    throw new Error(`an upload was answered ${answer.status}: ${await answer.text()}`)
  return { what: 'file', id, hash: hash('sha256', bytes) } as const
}
