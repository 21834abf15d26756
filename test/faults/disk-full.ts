import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import { at } from '../bench/quantiles.ts'
import { type Served, served } from '../served.ts'
import { isReady } from '../server-process.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, unless } from './drill.ts'
import { type Answer, acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'

const FULL_FOR = 60_000
/** Milliseconds of writing before, and after. */
const CALM = 2000
/** Milliseconds until everybody may write again. */
const RECOVERS_WITHIN = 5000
/** Milliseconds, 99th percentile; a busy machine is given twice what it took before. */
const READS_WITHIN = 200
/** Bytes; more than can be left over. */
const UPLOAD = 8 * 2 ** 20

export const diskFull: Drill = {
  name: 'disk-full',
  says: 'the disk is full for a minute',
  disk: 160,
  async run({ program, share }) {
    const server = await served(program)
    try {
      const senders = await sitDown(server)
      const answers: Answer[] = []
      let over = false
      const writing = senders.map((one) =>
        writeOn(server, one, { stopped: () => over, answered: (answer) => answers.push(answer) }),
      )
      const calm = at(await readFor(server, senders[0]!, CALM), 0.99)
      await fill(join(server.folder, 'balloon'))
      const [before, sent] = [answers.length, acknowledged(senders)]
      const reads = await readFor(server, senders[0]!, FULL_FOR * share)
      const upload = await uploadTo(server, senders[0]!)
      const ready = await isReady(server.url)
      const during = answers.slice(before)
      const squeezedIn = acknowledged(senders) - sent

      const freed = performance.now()
      rmSync(join(server.folder, 'balloon'))
      const waiting = new Set(senders)
      const marks = new Map(senders.map((sender) => [sender, sender.sent.length]))
      while (waiting.size > 0 && performance.now() - freed < RECOVERS_WITHIN * 2) {
        await sleep(10)
        for (const one of waiting) if (one.sent.length > marks.get(one)! + 1) waiting.delete(one)
      }
      const recovered = performance.now() - freed
      const readyAgain = await isReady(server.url)
      await sleep(CALM)
      over = true
      await Promise.all(writing)
      await server.stop('SIGKILL')
      await server.start()
      const after = await settle(server, senders)

      const refusals = during.filter(({ status }) => status >= 300 || status === 0)
      const others = new Set(
        refusals
          .map(({ status, reason }) => `${status} ${reason}`)
          .filter((said) => said !== '507 storage_full'),
      )
      const p99 = at(reads, 0.99)
      return {
        figures:
          `${acknowledged(senders)} acknowledged, ${squeezedIn} of them while it was full, ${refusals.length} refused as ` +
          `storage_full; reading meanwhile ${p99.toFixed(0)} ms (p99 of ${reads.length}), before ${calm.toFixed(0)} ms; ` +
          `writing again ${recovered.toFixed(0)} ms after there was room`,
        broken: [
          ...brokenPromises(after),
          ...[...others].map((said) => `somebody was told ${said}`),
          ...unless(refusals.length > 0, 'nobody was refused: the disk was not full'),
          ...unless(upload === '507 storage_full', `an upload was answered ${upload}`),
          ...unless(!ready, 'it called itself ready though the disk was full'),
          ...unless(readyAgain, 'it does not call itself ready though there is room'),
          ...unless(p99 <= Math.max(READS_WITHIN, calm * 2), `reading took ${p99.toFixed(0)} ms`),
          ...unless(recovered <= RECOVERS_WITHIN, `writing again only after ${recovered.toFixed(0)} ms`),
        ],
      }
    } finally {
      await server.end()
    }
  },
}

/** Takes all there is, to the last byte. */
async function fill(path: string) {
  const balloon = await open(path, 'w')
  try {
    for (const size of [2 ** 20, 4096, 1]) {
      const piece = Buffer.alloc(size, 1)
      while (await balloon.write(piece).then(({ bytesWritten }) => bytesWritten === size, isFull));
    }
  } finally {
    await balloon.close()
  }
}

function isFull(error: NodeJS.ErrnoException): false {
  if (error.code !== 'ENOSPC') throw error
  return false
}

/** How long pages took, in milliseconds. */
async function readFor({ url }: Served, { thread, token }: Sender, milliseconds: number): Promise<number[]> {
  const times: number[] = []
  for (const until = performance.now() + milliseconds; performance.now() < until; await sleep(50)) {
    const began = performance.now()
    const answer = await fetch(`${url}/api/threads/${thread}/messages`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`reading was refused: ${answer.status}`)
    times.push(performance.now() - began)
  }
  return times
}

async function uploadTo({ url }: Served, { thread, token }: Sender): Promise<string> {
  const answer = await fetch(`${url}/api/files/${newId()}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'X-Thread': thread, 'X-File-Name': "UTF-8''a.bin" },
    body: Buffer.alloc(UPLOAD, 7),
  })
  const body = (await answer.json()) as { error?: { reason: string } }
  return `${answer.status} ${body.error?.reason}`
}
