/** A small disk that belongs to one program and is gone with it, in a mount namespace of its own; Linux only. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NotHere } from '../drill.ts'

const MARK = 'FAULTS_ON_SMALL_DISK'

/** Whether temporary files are on one. */
export const onSmallDiskNow = () => process.env[MARK] === '1'

/** What has to be known of it. */
interface Disk {
  megabytes: number
  system: 'ext4' | undefined
}

/** Of an ext4: the file it lies in. */
const image = (folder: string) => `${folder}.img`

/** Runs Node with these arguments where temporary files are on such a disk; answers whether it ended well. */
export async function onSmallDisk({ megabytes, system }: Disk, node: string[]): Promise<boolean> {
  const own = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]
  if (spawnSync('unshare', [...own, 'true']).status !== 0)
    throw new NotHere('a mount namespace is needed: unshare(1), as root or where people may have their own')
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-disk-'))
  if (system) makeSystem(image(folder), megabytes)
  const mounting = system
    ? 'mount -o loop "$TMPDIR.img" "$TMPDIR"'
    : `mount -t tmpfs -o size=${megabytes}m faults "$TMPDIR"`
  const running = `${mounting} && exec "$@"`
  const child = spawn('unshare', [...own, 'sh', '-c', running, 'sh', process.execPath, ...node], {
    env: { ...process.env, TMPDIR: folder, [MARK]: '1' },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  rmdirSync(folder)
  rmSync(image(folder), { force: true })
  return code === 0
}

function makeSystem(path: string, megabytes: number) {
  try {
    execFileSync('truncate', ['-s', `${megabytes}m`, path])
    execFileSync('mkfs.ext4', ['-q', '-F', path])
  } catch (error) {
    rmSync(path, { force: true })
    throw new NotHere(`an ext4 file system cannot be made here: ${error}`)
  }
}

/** The ext4 temporary files are on gives itself up in the middle of everything, as after a failure of its disk. */
export const giveUp = () => void execFileSync('mount', ['-o', 'remount,abort', tmpdir()])

/** Repaired and mounted again; nobody may have anything open on it. */
export function repair() {
  execFileSync('umount', [tmpdir()])
  // 1 is "errors were corrected".
  const { status, stdout } = spawnSync('fsck.ext4', ['-p', image(tmpdir())], { encoding: 'utf8' })
  if (status === null || status > 1) throw new Error(`the file system could not be repaired: ${stdout}`)
  execFileSync('mount', ['-o', 'loop', image(tmpdir()), tmpdir()])
}
