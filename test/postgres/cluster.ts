/** A Postgres of our own, which may be killed and started again over the same data. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { packagedPostgres, user } from './packaged.ts'

export interface Cluster {
  url: string
  /** Where its data are. */
  folder: string
  /** Starts it, anew when it was killed; resolves when it answers. */
  start(): Promise<void>
  /** Kills all of it at once. */
  kill(): Promise<void>
  /** Ends it and forgets its data. */
  stop(): Promise<void>
}

/**
 * @param settings of the server, `name=value`
 * @param from a copy of another's files, which it begins with
 */
export async function createCluster(settings: string[] = [], from?: string): Promise<Cluster> {
  const programs = packagedPostgres()
  const home = mkdtempSync(join(tmpdir(), 'dealthread-postgres-'))
  if (user) chownSync(home, user.uid, user.gid)

  const data = join(home, 'data')
  // They still belong to whom they belonged to.
  if (from) execFileSync('cp', ['-a', from, data])
  else initialize(programs.initdb, data, home)

  const port = await freePort()
  const all = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
  let child: ChildProcess | undefined
  const abandon = () => {
    if (child) for (const pid of [child.pid!, ...childrenOf(child.pid!)]) killed(pid)
    rmSync(home, { recursive: true, force: true })
  }
  process.once('exit', abandon)

  async function start() {
    for (;;) {
      child = spawn(programs.postgres, ['-D', data, ...all.flatMap((one) => ['-c', one])], {
        ...user,
        cwd: home,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const said = await ready(child)
      if (said === undefined) return
      // What is left of one that was killed needs a moment to notice.
      if (!/still in use|already exists/.test(said))
        throw new Error(`Postgres ended before it was ready: ${said}`)
      await sleep(50)
    }
  }

  async function end(how: () => void) {
    if (!child || child.exitCode !== null || child.signalCode) return
    const exited = once(child, 'exit')
    how()
    await exited
  }

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    folder: data,
    start,
    kill: () =>
      end(() => {
        const all = [child!.pid!, ...childrenOf(child!.pid!)]
        for (const pid of all) killed(pid)
      }),
    async stop() {
      await end(() => child?.kill('SIGINT'))
      process.off('exit', abandon)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function initialize(initdb: string, data: string, home: string) {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  execFileSync(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', ...locale], {
    ...user,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

/** Where the system tells; elsewhere they notice by themselves that they are orphans. */
function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  return existsSync(list) ? readFileSync(list, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
}

function killed(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** What it said when it ended instead. */
function ready(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      if (/ready to accept (read-only )?connections/.test(said)) resolve(undefined)
    })
    child.once('error', reject)
    child.once('exit', () => resolve(said))
  })
}
