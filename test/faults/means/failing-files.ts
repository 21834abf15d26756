/**
 * Operations on attachments that fail, as a disk makes them fail. Imported where files are kept in the same process, or loaded
 * before the server, which then is told by a message.
 */
import files, { type FileHandle, type open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { sep } from 'node:path'

export const operations = ['mkdir', 'open', 'write', 'fsync', 'close', 'link', 'rename', 'unlink'] as const
export type Operation = (typeof operations)[number]

export interface FileFault {
  operation: Operation
  /** `EIO`, `ENOSPC`... */
  code: string
  /** The first that fails, from now on, counting from 1. */
  nth: number
  forever: boolean
}

let fault: FileFault | undefined
let seen = 0
let met = 0

/** Lets operations below a folder `files` fail from now on; nothing fails any more without a fault. Answers how many have. */
export function failFiles(next?: FileFault): number {
  const before = met
  fault = next
  seen = 0
  met = 0
  return before
}

function meet(operation: Operation, path: string | undefined) {
  if (fault?.operation !== operation || !path?.includes(`${sep}files`)) return
  seen += 1
  if (fault.forever ? seen < fault.nth : seen !== fault.nth) return
  met += 1
  throw Object.assign(new Error(`${fault.code}: made to fail, ${operation} '${path}'`), { code: fault.code })
}

const paths = new WeakMap<FileHandle, string>()
const real = { ...files }
const before =
  <Given extends [unknown, ...unknown[]], T>(operation: Operation, act: (...given: Given) => Promise<T>) =>
  async (...given: Given) => {
    meet(operation, String(given[0]))
    return act(...given)
  }

Object.assign(files, {
  mkdir: before('mkdir', real.mkdir),
  link: before('link', real.link),
  rename: before('rename', real.rename),
  rm: before('unlink', real.rm),
  async open(...given: Parameters<typeof open>) {
    meet('open', String(given[0]))
    const handle = await real.open(...given)
    paths.set(handle, String(given[0]))
    return handle
  },
})
syncBuiltinESMExports()

const handle = await real.open('.')
const proto: FileHandle = Object.getPrototypeOf(handle)
await handle.close()
const { sync, close, writeFile } = proto

proto.sync = async function (this: FileHandle) {
  meet('fsync', paths.get(this))
  return sync.call(this)
}
proto.close = async function (this: FileHandle) {
  await close.call(this)
  meet('close', paths.get(this))
}
proto.writeFile = async function (this: FileHandle, data: AsyncIterable<Uint8Array>, ...rest: []) {
  const path = paths.get(this)
  return path ? writeFile.call(this, falling(data, path), ...rest) : writeFile.call(this, data, ...rest)
} as typeof writeFile

/** A part of it is on the disk when it fails. */
async function* falling(data: AsyncIterable<Uint8Array>, path: string) {
  for await (const piece of data) {
    meet('write', path)
    yield piece
  }
}

process.on('message', (told: { failFiles?: FileFault | null } | null) => {
  if (told?.failFiles !== undefined) process.send?.({ met: failFiles(told.failFiles ?? undefined) })
})
