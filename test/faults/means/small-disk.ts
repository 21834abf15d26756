/** A small disk that belongs to one program and is gone with it: a tmpfs in a mount namespace of its own; Linux only. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NotHere } from '../drill.ts'

const MARK = 'FAULTS_ON_SMALL_DISK'

/** Whether temporary files are on one. */
export const onSmallDiskNow = () => process.env[MARK] === '1'

/** Runs Node with these arguments where temporary files have so many megabytes; answers whether it ended well. */
export async function onSmallDisk(megabytes: number, node: string[]): Promise<boolean> {
  const own = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]
  if (spawnSync('unshare', [...own, 'true']).status !== 0)
    throw new NotHere('a mount namespace is needed: unshare(1), as root or where people may have their own')
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-disk-'))
  const mounting = `mount -t tmpfs -o size=${megabytes}m faults "$TMPDIR" && exec "$@"`
  const child = spawn('unshare', [...own, 'sh', '-c', mounting, 'sh', process.execPath, ...node], {
    env: { ...process.env, TMPDIR: folder, [MARK]: '1' },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  rmdirSync(folder)
  return code === 0
}
