/** A backup of a filled database, made again and again while people write: what it costs those who write. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../../backend/ids.ts'
import { openLine } from '../line.ts'
import { type Served, served, settingsFor } from '../served.ts'
import { fill } from './bulk.ts'
import type { Extent } from './extent.ts'
import { atMost, type Figure } from './figure.ts'
import { atRate } from './pace.ts'
import { at } from './quantiles.ts'
import { writer } from './texts.ts'

const SIZES = {
  small: { messages: 5000, seconds: 3 },
  usual: { messages: 300_000, seconds: 15 },
}
/** Messages a second of those who write meanwhile. */
const RATE = 300
const WRITERS = 16
/** Milliseconds, at most, until somebody's message is acknowledged. */
const MOST = 250

export async function backingUp(node: string[], extent: Extent): Promise<Figure[]> {
  const { messages, seconds } = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(node)
  try {
    const { file, team, writers } = await seated(server)
    fill(file, {
      ...{ company: server.portal.memberId, threads: [team], authors: ['1', '5'], messages, indexed: true },
    })
    const before = await atRate(RATE, seconds, writers)
    const backups = savedOnAndOn(server)
    const during = await atRate(RATE, seconds, writers)
    const made = await backups.stop()
    return [
      atMost(1, {
        name: 'acknowledgements while a backup is made, p99',
        ...{ unit: 'ms', ours: at(during, 0.99), limit: MOST },
        also: {
          before: at(before, 0.99),
          slowest: Math.max(...during),
          backups: made.length,
          secondsEach: made.reduce((sum, took) => sum + took, 0) / made.length / 1000,
          megabytes: statSync(file).size / 1e6,
        },
      }),
    ]
  } finally {
    await server.end()
  }
}

async function seated(server: Served) {
  const write = writer(1)
  const { session, card } = await server.open('1', server.portal.deals[0]!.id)
  const { id: team } = card.threads.find((thread) => thread.kind === 'team')!
  const writers = Array.from({ length: WRITERS }, async () => {
    const line = await openLine(server.url, session.token)
    return async () => {
      const { status, text } = await line.ask('PUT', `/api/threads/${team}/messages/${newId()}`, {
        text: write(),
      })
      if (status !== 201) throw new Error(text)
    }
  })
  return { team, file: join(server.folder, 'dealthread.db'), writers: await Promise.all(writers) }
}

/** By the command whoever runs the server has; answers on stopping with how long each took, in milliseconds. */
function savedOnAndOn(server: Served) {
  let stopped = false
  const env = { ...settingsFor(server.portal), DATA_DIR: server.folder }
  const all = (async () => {
    const took: number[] = []
    while (!stopped) {
      const began = performance.now()
      const folder = join(server.folder, `backup-${took.length}`)
      const made = spawn(process.execPath, ['tools/backup/backup.ts', folder], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const [status] = await once(made, 'exit')
      if (status !== 0) throw new Error(`the backup ended with ${status}`)
      took.push(performance.now() - began)
    }
    return took
  })()
  all.catch(() => {})
  return {
    stop() {
      stopped = true
      return all
    },
  }
}
