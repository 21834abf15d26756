import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Served, served } from '../served.ts'
import { isReady } from '../server-process.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { type Fault, failing, needStrace } from './means/strace.ts'
import { type Answer, acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'

/** What fails: of those of a kind each of the first so many once, and some of them from then on for ever. */
const DATABASE = [
  { calls: 'fsync,fdatasync', error: 'EIO', deepest: 200 },
  { calls: 'pwrite64', error: 'ENOSPC', deepest: 200 },
  { calls: 'pwrite64', error: 'EIO', deepest: 50 },
  { calls: 'pwrite64', error: 'EROFS', deepest: 10 },
  { calls: 'pread64', error: 'EIO', deepest: 10 },
]
const FOR_EVER = [1, 2, 3, 4, 5, 6, 8, 10, 15, 25, 50, 100, 200]
/** Milliseconds people go on writing until something fails, and after that. */
const WRITING = 3000
const AFTER = 200
const READY_WITHIN = 10_000
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
  for (const { calls, error, deepest } of DATABASE) {
    for (let nth = 1; nth <= Math.ceil(deepest * share); nth += 1) {
      for (const forever of FOR_EVER.includes(nth) ? [false, true] : [false]) {
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
  const gone = () => running.exitCode !== null || running.signalCode !== null
  for (const until = performance.now() + WRITING; performance.now() < until && tracer.failed() === 0; )
    await sleep(20)
  for (const until = performance.now() + AFTER; performance.now() < until && !gone(); ) await sleep(20)
  over = true
  await tracer.end()
  await writing
  const ended = gone()
  const words = server.said()
  if (!ended) await readyAgain(server)
  // Looked through again and again, it would no longer be believed to be well.
  if (answers.has('500 storage_damaged')) await server.stop()
  if (server.process.exitCode !== null || server.process.signalCode !== null) await server.start()
  // What cannot be read for a moment looks damaged until all has been looked through.
  const named =
    fault.calls === 'pread64' ? ['500 storage_damaged', '503 storage_unreachable'] : ['507 storage_full']
  const wrong = [...answers].filter((answer) => !named.includes(answer))
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

async function readyAgain({ url }: Served) {
  for (const until = performance.now() + READY_WITHIN; performance.now() < until; await sleep(20))
    if (await isReady(url)) return
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
