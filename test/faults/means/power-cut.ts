/** What a disk may hold after a power cut: all that was flushed, and of the rest whatever chance left. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { type Step, wasMade } from './recording.ts'

/** Bytes a disk writes whole or not at all. */
const SECTOR = 512

/**
 * Makes `to` what the disk holds when the power goes after some of the steps.
 * @param from the folder before the first step, as `folder` was called when it was recorded
 */
export function cutPower(
  steps: Step[],
  after: number,
  chance: () => number,
  { from, folder, to }: { from: string; folder: string; to: string },
) {
  const taken = steps.slice(0, after)
  const flushed = new Map<string, number>()
  for (const step of taken) {
    if (step.did === 'flush') flushed.set(step.inode, step.covers)
    if (step.did === 'flushFolder') flushed.set(step.folder, step.covers)
  }
  const isSafe = (key: string, place: number) => place < (flushed.get(key) ?? 0)
  const files = new Map<string, Content>()
  const names = new Map<string, string | null>()
  /** Names are kept in their order: from the first that is lost on, all in that folder are. */
  const lost = new Set<string>()

  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true })
  const placeOf = (path: string) => `${to}/${relative(folder, path)}`
  const contentOf = (inode: string) => {
    const known = files.get(inode)
    if (known) return known
    const bytes = wasMade(inode) ? Buffer.alloc(0) : readFileSync(placeOf(inode))
    const content = { bytes, length: bytes.length }
    files.set(inode, content)
    return content
  }

  for (const [place, step] of taken.entries()) {
    if (step.did === 'name') {
      if (!isSafe(step.folder, place) && chance() < 0.5) lost.add(step.folder)
      if (isSafe(step.folder, place) || !lost.has(step.folder)) names.set(step.path, step.inode)
    } else if (step.did === 'truncate') {
      if (isSafe(step.inode, place) || chance() < 0.5) truncate(contentOf(step.inode), step.size)
    } else if (step.did === 'write') {
      const bytes = isSafe(step.inode, place) ? step.bytes : torn(step.bytes, chance)
      if (bytes.length > 0) write(contentOf(step.inode), step.offset, bytes)
    }
  }

  for (const [path, inode] of names) {
    mkdirSync(dirname(placeOf(path)), { recursive: true })
    rmSync(placeOf(path), { force: true })
    if (inode && wasMade(inode)) writeFileSync(placeOf(path), whole(contentOf(inode)))
  }
  for (const [inode, content] of files) {
    if (!wasMade(inode) && names.get(inode) !== null) writeFileSync(placeOf(inode), whole(content))
  }
}

interface Content {
  bytes: Buffer
  /** Of those so many are the file. */
  length: number
}

const whole = ({ bytes, length }: Content) => bytes.subarray(0, length)

function truncate(content: Content, size: number) {
  if (size > content.length) write(content, size, Buffer.alloc(0))
  else content.bytes.fill(0, size, content.length)
  content.length = size
}

function write(content: Content, offset: number, bytes: Buffer) {
  const end = offset + bytes.length
  if (end > content.bytes.length)
    content.bytes = Buffer.concat([content.bytes, Buffer.alloc(end * 2 - content.bytes.length)])
  bytes.copy(content.bytes, offset)
  content.length = Math.max(content.length, end)
}

/** A third is there, a third is not, a third is there in part. */
function torn(bytes: Buffer, chance: () => number): Buffer {
  const fate = chance()
  if (fate < 1 / 3) return bytes
  if (fate < 2 / 3) return bytes.subarray(0, 0)
  return bytes.subarray(0, Math.floor((chance() * bytes.length) / SECTOR) * SECTOR)
}
