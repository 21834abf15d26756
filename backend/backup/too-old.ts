/** Backups go when their time is over: else whoever was forgotten would be in them for ever. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupRefused, isOlder, readManifest } from './manifest.ts'

/**
 * Removes the backups in this folder that are older; answers with which. Only a folder that says itself, in the manifest we
 * have written, that it is a backup of ours is one.
 */
export async function removeTooOld(folder: string, days: number, now = new Date()): Promise<string[]> {
  const removed: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const one = join(folder, entry.name)
    const said = await readManifest(one).catch(ifNone)
    if (!said || !isOlder(said, days, now)) continue
    await rm(one, { recursive: true })
    removed.push(one)
  }
  return removed
}

function ifNone(error: unknown) {
  if (error instanceof BackupRefused) return undefined
  throw error
}
