/** A new version comes, and is killed while it changes the tables: whoever starts it again has all that was there. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '../bench/texts.ts'
import { freePort } from '../free-port.ts'
import { type ServerProcess, serverProcess } from '../server-process.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { laterVersion, migrationsOfLater } from './later-version.ts'
import { type OldDatabase, oldPostgres, oldSqlite } from './updates-databases.ts'

/** Milliseconds into a statement in which a kill comes at most. */
const LATER_MOST = 60
/** Statements a start takes at most. */
const STATEMENTS_MOST = 400

export const updates: Drill = {
  name: 'updates',
  says: 'SIGKILL while a new version changes the tables, of both databases',
  async run(options) {
    const both = [await updateSqlite(options), await updatePostgres(options)]
    return {
      figures: both.map(({ figures }) => figures).join('; '),
      broken: both.flatMap(({ broken }) => broken),
    }
  },
}

export const updateSqlite = (options: Options) => killed(options, oldSqlite())
/** @param url of a server of its own when absent, which is killed as well */
export const updatePostgres = async (options: Options, url?: string) =>
  killed(options, await oldPostgres(url))

/** Killed at one statement after the other, until one of them is past the change; then let go on. */
async function killed({ program, seed, share }: Options, old: OldDatabase): Promise<Outcome> {
  const later = laterVersion(program[0]!)
  const chance = random(seed)
  const broken: string[] = []
  try {
    const before = await old.contents()
    const whole = migrationsOfLater(old.dialect)
    const server = await processOf(later.program, old.settings)
    let kills = 0
    let [within, applied] = [0, before.migrations]
    for (let at = 1; applied < whole; at += Math.max(1, Math.round(chance() / share))) {
      if (at > STATEMENTS_MOST) throw new Error(`it can be updated no more, and says: ${server.said()}`)
      const after = kills % 2 === 0 ? 0 : Math.ceil(chance() * LATER_MOST)
      await die(server, at, after)
      // A database that dies together with it.
      if (kills % 5 === 4) await old.killed?.()
      kills += 1
      const found = await old.contents()
      applied = found.migrations
      if (applied === before.migrations) within += 1
      else if (applied !== whole) broken.push(`killed at ${at} it had ${applied} of ${whole} migrations`)
      if (found.rows !== before.rows) broken.push(`killed at ${at} it no longer had what was there`)
    }
    const ready = await server.start()
    await server.stop()
    const after = await old.contents()
    return {
      figures:
        `${old.dialect}: ${kills} kills, ${within} of them before all was changed, with ${before.count} rows; ` +
        `then ready in ${Math.round(ready)} ms`,
      broken: [
        ...broken,
        ...unless(within > 1, 'no kill came in the middle: it was no trial'),
        ...unless(after.migrations === whole, `it has ${after.migrations} of ${whole} migrations`),
        ...unless(
          after.filled === before.count,
          `of ${before.count} rows ${after.filled} are as they were to be`,
        ),
        ...unless(after.sound === 'ok', `the database is not sound: ${after.sound}`),
      ],
    }
  } finally {
    later.end()
    await old.end()
  }
}

async function processOf(program: string[], settings: Record<string, string>): Promise<ServerProcess> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const dying = ['--import', './test/faults/means/dying.ts']
  return serverProcess([...dying, ...program], {
    ...process.env,
    ...settings,
    ...{ PORT: port, PUBLIC_URL: url, NODE_ENV: 'development', LOG_LEVEL: 'error' },
  })
}

/** Starts it, and resolves when it is dead. */
async function die(server: ServerProcess, at: number, after: number) {
  await server.start({ DIES_AT: String(at), DIES_AFTER: String(after) }).catch(() => {})
  const { process } = server
  // It may have been ready before its time came.
  if (process.exitCode === null && !process.signalCode)
    await Promise.race([once(process, 'exit'), sleep(5000)])
  await server.stop('SIGKILL')
}
