import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Served, served } from '../served.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { failingFromTheStart, needStrace } from './means/strace.ts'
import { acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'

/** What fails while a server that was killed finds its way back. */
const FAULTS = [
  { calls: 'openat', error: 'EIO' },
  { calls: 'openat', error: 'EMFILE' },
  { calls: 'openat', error: 'ENOSPC' },
  { calls: 'pread64', error: 'EIO' },
  { calls: 'pwrite64', error: 'EIO' },
  { calls: 'pwrite64', error: 'ENOSPC' },
  { calls: 'fsync,fdatasync', error: 'EIO' },
  { calls: 'ftruncate', error: 'EIO' },
  { calls: 'unlink', error: 'EIO' },
]
const DEEPEST = 25
/** For ever only so many: after the first that fail, nothing else is tried. */
const DEEPEST_FOR_EVER = 5
const EACH = 30
/** How it ends that says why. */
const SAYS_WHY = /^(The database \S+ [^\n]+\.|[^\n]*the disk can no longer be trusted[^\n]*)$/m

/** Whatever fails while it starts after a kill: it starts, or it says why not; and nothing is lost by having tried. */
export const starts: Drill = {
  name: 'starts',
  says: 'the n-th system call on the database fails while a killed server starts (strace)',
  async run(options) {
    needStrace()
    const server = await served(options.program)
    try {
      return await startEach(server, options)
    } finally {
      await server.end()
    }
  },
}

async function startEach(server: Served, { share }: Options): Promise<Outcome> {
  const senders = await sitDown(server)
  const files = ['', '-wal', '-shm'].map((suffix) => join(server.folder, `dealthread.db${suffix}`))
  const scratch = mkdtempSync(join(tmpdir(), 'dealthread-starts-'))
  const broken: string[] = []
  let [trials, met, refused] = [0, 0, 0]
  try {
    for (const { calls, error } of FAULTS) {
      for (const forever of [false, true]) {
        const deepest = Math.ceil((forever ? DEEPEST_FOR_EVER : DEEPEST) * share)
        for (let nth = 1; nth <= deepest; nth += 1) {
          await writeSome(server, senders)
          // The call that fails may come after all was ready.
          if (hasEnded(server)) {
            if (!SAYS_WHY.test(server.said())) broken.push(`it ended later, and said: ${server.said()}`)
            await server.start()
            await writeSome(server, senders)
          }
          await server.stop('SIGKILL')
          const log = join(scratch, 'log')
          const said = await server
            .start({}, failingFromTheStart({ calls, error, nth, forever, files }, log))
            .then(
              () => '',
              (failure: Error) => failure.message.replace('the server did not start: ', ''),
            )
          trials += 1
          const failed = readFileSync(log, 'latin1').split('(INJECTED)').length - 1
          if (failed > 0) met += 1
          const name = `${calls} ${error} at ${nth}${forever ? ' and ever after' : ''}`
          if (said) {
            refused += 1
            if (!SAYS_WHY.test(said)) broken.push(`${name}: it did not start, and said: ${said}`)
            if (server.process.exitCode === 0) broken.push(`${name}: it ended as if all were well`)
          }
          if (said || forever || hasEnded(server)) {
            await server.stop('SIGKILL')
            await server.start()
          }
          if (failed === 0) break
        }
      }
    }
    const after = await settle(server, senders)
    return {
      figures:
        `${trials} starts, ${met} met a call that failed, ${refused} of them did not start and said why; ` +
        `${acknowledged(senders)} acknowledged`,
      broken: [
        ...broken,
        ...brokenPromises(after),
        ...unless(met > trials / 2, `only ${met} of ${trials} met a call`),
      ],
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** So that the log of the database has something in it when it is opened again. */
async function writeSome(server: Served, senders: Sender[]) {
  const wanted = acknowledged(senders) + EACH
  await Promise.all(
    senders.map((one) =>
      writeOn(server, one, { stopped: () => acknowledged(senders) >= wanted || hasEnded(server) }),
    ),
  )
}

const hasEnded = ({ process }: Served) => process.exitCode !== null || process.signalCode !== null
