import { spawnSync } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { served } from '../served.ts'
import { isReady } from '../server-process.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, NotHere, unless } from './drill.ts'
import { type Answer, acknowledged, type Sender, settle, sitDown, writeOn } from './senders.ts'

/** Files and sockets the server may have open. */
const HANDLES = 160
/** Who connect and say nothing. */
const CALLERS = 400
/** Milliseconds they stay. */
const STAYING = 5000
/** Milliseconds until all is well again. */
const BACK_WITHIN = 5000

export const handles: Drill = {
  name: 'handles',
  says: 'no file and no socket can be opened any more (prlimit)',
  async run({ program, share }) {
    const own = ['prlimit', `--nofile=${HANDLES}:${HANDLES}`]
    if (spawnSync('prlimit', ['--version']).status !== 0) throw new NotHere('prlimit(1) is needed')
    const server = await served(program)
    try {
      await server.stop()
      await server.start({}, own)
      const senders = await sitDown(server)
      const answers: Answer[] = []
      let over = false
      const writing = senders.map((one: Sender) =>
        writeOn(server, one, { stopped: () => over, answered: (answer) => answers.push(answer) }),
      )
      while (acknowledged(senders) < senders.length) await sleep(5)

      const callers = Array.from({ length: CALLERS }, () => call(server.url))
      await sleep(1000)
      const before = acknowledged(senders)
      await sleep(STAYING * share)
      const turnedAway = callers.filter((caller) => caller.destroyed).length
      const during = acknowledged(senders) - before
      for (const caller of callers) caller.destroy()
      const freed = performance.now()
      while (!(await isReady(server.url)) && performance.now() - freed < BACK_WITHIN * 2) await sleep(20)
      const back = performance.now() - freed
      over = true
      await Promise.all(writing)
      const after = await settle(server, senders)
      const refused = answers.filter(({ status }) => status >= 300 || status === 0)
      return {
        figures:
          `${turnedAway} of ${CALLERS} callers turned away by ${HANDLES} handles: ${during} messages of those who were there before, ${refused.length} refused; ` +
          `all is well ${Math.round(back)} ms after they have gone`,
        broken: [
          ...brokenPromises(after),
          ...unless(turnedAway > 0, 'nobody was turned away: it was no trial'),
          ...unless(during > 0, 'those who were there before wrote nothing'),
          ...new Set(refused.map(({ status, reason }) => `somebody was told ${status} ${reason}`)),
          ...unless(back <= BACK_WITHIN, `well again only after ${Math.round(back)} ms`),
          ...unless(server.process.exitCode === null, `it went down: ${server.said()}`),
        ],
      }
    } finally {
      await server.end()
    }
  },
}

function call(url: string): Socket {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  return socket.on('error', () => {}).on('end', () => socket.destroy())
}
