import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import { type Served, served } from '../served.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Outcome, unless } from './drill.ts'
import { giveUp, repair } from './means/small-disk.ts'
import { type Answer, acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'
import { bearer, download, upload } from './uploading.ts'

const TIMES = 5
const EACH = 150
/** Milliseconds people go on trying. */
const TRYING = 2000

/** The commonest end of a disk: Linux makes its file system read-only under whoever uses it. */
export const givenUp: Drill = {
  name: 'given-up',
  says: 'the file system becomes read-only in the middle, is repaired, and comes back (ext4)',
  disk: 96,
  system: 'ext4',
  async run({ program, share }) {
    const server = await served(program)
    try {
      const senders = await sitDown(server)
      const files = new Map<string, string>()
      const broken: string[] = []
      const told = new Set<string>()
      const times = Math.ceil(TIMES * share)
      for (let time = 0; time < times; time += 1) {
        const { answers, troubles } = await giveUpInTheMiddle(server, senders, files)
        for (const answer of answers) told.add(answer)
        broken.push(...troubles)
        await server.stop('SIGKILL')
        const said = await server.start().then(
          () => 'it started',
          (error) => String(error.message),
        )
        if (!/read-only|cannot be written|cannot be opened|disk fails/.test(said))
          broken.push(`started again, it said: ${said}`)
        await server.stop('SIGKILL')
        repair()
        await server.start()
      }
      const after = await settle(server, senders)
      for (const [id, expected] of files)
        if ((await download(server, senders[0]!, id)).hash !== expected) broken.push('a file is lost')
      return outcome({ times, senders, files, told, broken: [...broken, ...brokenPromises(after)] })
    } finally {
      await server.end()
    }
  },
}

function outcome(found: {
  times: number
  senders: Sender[]
  files: Map<string, string>
  told: Set<string>
  broken: string[]
}): Outcome {
  const { times, senders, files, told, broken } = found
  return {
    figures: `${times} times, ${acknowledged(senders)} messages and ${files.size} files acknowledged; people were told ${[...told].join(', ')}`,
    broken: [
      ...broken,
      ...unless(told.has('503 storage_unreachable'), 'nobody was refused: it was no trial'),
      ...[...told]
        .filter((answer) => answer !== '503 storage_unreachable')
        .map((answer) => `somebody was told ${answer}`),
    ],
  }
}

async function giveUpInTheMiddle(server: Served, senders: Sender[], files: Map<string, string>) {
  const answers = new Set<string>()
  const troubles: string[] = []
  let over = false
  const answered = ({ status, reason }: Answer) => {
    if (status >= 300 || status === 0) answers.add(`${status} ${reason}`)
  }
  const wanted = acknowledged(senders) + EACH
  const writing = senders.map((one) => writeOn(server, one, { stopped: () => over, answered }))
  const uploading = (async () => {
    while (!over) {
      const [id, bytes] = [newId(), Buffer.alloc(40_000, newId())]
      const answer = await upload(server, senders[0]!, id, bytes)
      if (answer === 'stored') files.set(id, hash('sha256', bytes))
      else answers.add(answer)
    }
  })()
  while (acknowledged(senders) < wanted) await sleep(5)
  giveUp()
  await sleep(TRYING)
  over = true
  await Promise.all([...writing, uploading])

  const { exitCode, signalCode } = server.process
  if (exitCode !== null || signalCode !== null) {
    troubles.push(`it went down with ${signalCode ?? exitCode}: ${server.said().slice(-500)}`)
    return { answers, troubles }
  }
  const ask = (path: string) => fetch(server.url + path, { headers: bearer(senders[0]!) })
  const page = await ask(`/api/threads/${senders[0]!.thread}/messages`)
  const ready = await ask('/readyz')
  const alive = await ask('/healthz')
  const why = await ready.text()
  troubles.push(
    ...unless(page.ok, `reading was answered ${page.status}`),
    ...unless(alive.ok, 'it does not call itself alive'),
    ...unless(ready.status === 503 && why.includes('read-only'), `it called itself ${ready.status} ${why}`),
  )
  await Promise.all([page, alive].map((answer) => answer.body?.cancel()))
  return { answers, troubles }
}
