import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Served, served } from '../served.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { type Fault, failing, needStrace } from './means/strace.ts'
import { type Answer, acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'

/** What fails: once, and from then on for ever. */
const DATABASE = [
  { calls: 'fsync,fdatasync', error: 'EIO' },
  { calls: 'pwrite64', error: 'EIO' },
  { calls: 'pwrite64', error: 'ENOSPC' },
  { calls: 'pwrite64', error: 'EROFS' },
  { calls: 'pread64', error: 'EIO' },
]
/** Of those of a kind, the first so many. */
const DEEPEST = 10
/** Milliseconds people go on writing while something fails. */
const WRITING = 400
/** How a server ends that no longer trusts its disk. */
const DISTRUST = 74
const WORDS = 'the disk can no longer be trusted'

/** Every write, flush and read of the database fails once, then for ever: nobody is told that a thing is stored which is not. */
export const calls: Drill = {
  name: 'calls',
  says: 'the n-th system call on the database fails, once and for ever (strace)',
  async run(options) {
    needStrace()
    const server = await served(options.program)
    try {
      return await failEach(server, options)
    } finally {
      await server.end()
    }
  },
}

async function failEach(server: Served, { share }: Options): Promise<Outcome> {
  const senders = await sitDown(server)
  const files = ['', '-wal'].map((suffix) => join(server.folder, `dealthread.db${suffix}`))
  const broken: string[] = []
  const answers = new Map<string, number>()
  let [trials, met, stops] = [0, 0, 0]
  for (const { calls, error } of DATABASE) {
    for (let nth = 1; nth <= Math.ceil(DEEPEST * share); nth += 1) {
      for (const forever of [false, true]) {
        const trial = await tryOne(server, senders, { calls, error, nth, forever, files })
        const name = `${calls} ${error} at ${nth}${forever ? ' and ever after' : ''}`
        trials += 1
        if (trial.failed > 0) met += 1
        if (trial.ended) stops += 1
        for (const answer of trial.answers) answers.set(answer, (answers.get(answer) ?? 0) + 1)
        broken.push(...trial.broken.map((words) => `${name}: ${words}`))
      }
    }
  }
  const after = await settle(server, senders)
  const said = [...answers].map(([answer, count]) => `${count} x ${answer}`).join(', ')
  return {
    figures:
      `${trials} trials, ${met} met a call; ${acknowledged(senders)} acknowledged; ` +
      `stopped by itself ${stops} times; refusals: ${said || 'none'}`,
    broken: [
      ...broken,
      ...brokenPromises(after),
      ...unless(met > trials / 2, `only ${met} of ${trials} met a call`),
    ],
  }
}

interface Trial {
  failed: number
  ended: boolean
  /** Answers that were no acknowledgement, one of each. */
  answers: Set<string>
  broken: string[]
}

async function tryOne(server: Served, senders: Sender[], fault: Fault): Promise<Trial> {
  const answers = new Set<string>()
  let over = false
  const { process: running } = server
  const tracer = await failing(running.pid!, fault)
  const answered = ({ status, reason }: Answer) => {
    if (status >= 300) answers.add(`${status} ${reason}`)
  }
  const writing = Promise.all(senders.map((one) => writeOn(server, one, { stopped: () => over, answered })))
  await Promise.race([sleep(WRITING), once(running, 'exit')])
  over = true
  await tracer.end()
  await writing
  const ended = running.exitCode !== null || running.signalCode !== null
  const words = server.said()
  if (ended) await server.start()
  const wrong = [...answers].filter((answer) => answer !== '507 storage_full')
  return {
    failed: tracer.failed(),
    ended,
    answers,
    broken: [
      ...wrong.map((answer) => `people were told ${answer}`),
      ...unless(!ended || (running.exitCode === DISTRUST && words.includes(WORDS)), `it ended so: ${words}`),
      ...(await recovered(server, senders)),
    ],
  }
}

/** Everybody's last message is acknowledged now. */
async function recovered(server: Served, senders: Sender[]): Promise<string[]> {
  const broken: string[] = []
  for (const sender of senders) {
    const refused: string[] = []
    await writeOn(server, sender, {
      stopped: () => refused.length > 0 || sender.sent.at(-1)?.seq !== undefined,
      answered({ status, reason }) {
        if (status < 200 || status >= 300) refused.push(`${status} ${reason}`)
      },
    })
    broken.push(...refused.map((answer) => `afterwards ${sender.person} was told ${answer}`))
  }
  return broken
}
