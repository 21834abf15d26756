/** What a backup says of itself: what is in it, byte for byte, and what is needed to read it. Written last, so that half a backup has none. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Something a backup is not, in words for whoever runs the server. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
}

const part = z.object({
  /** Below the backup's folder, with `/`. */
  path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/),
  size: z.number().int().nonnegative(),
  /** SHA-256, hex. */
  hash: z.string().length(64),
})
export type Part = z.infer<typeof part>

const manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Of Dealthread. */
  version: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  /** The last migration, by the time it was written. */
  schema: z.number().int(),
  /** Id of the SECRET_KEY that opens what is sealed in it; tells nothing of the key. */
  key: z.string(),
  /** What was left about the place files are kept in. */
  label: z.string().optional(),
  parts: z.array(part),
})
export type Manifest = z.infer<typeof manifest>

const FILE = 'manifest.json'

export async function writeManifest(folder: string, said: Manifest) {
  // The names of its parts before its own: older backups are removed for this one, so it must outlive a power cut.
  for (const one of foldersOf(said.parts)) await sync(join(folder, one))
  await writePart(folder, FILE, [Buffer.from(JSON.stringify({ ...said, hash: hashOf(said) }, null, 1))])
  for (const one of [folder, dirname(folder)]) await sync(one)
}

/** @throws BackupRefused when there is none, or it is not what was written */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => {
    throw new BackupRefused(`There is no whole backup in ${folder}: it has no ${FILE}.`)
  })
  const { hash, ...said } = parse(text) ?? {}
  const read = manifest.safeParse(said)
  if (!read.success || hashOf(read.data) !== hash)
    throw new BackupRefused(`The backup in ${folder} is damaged: its ${FILE} is not what was written.`)
  return read.data
}

const DAY = 24 * 60 * 60_000

export function isOlder({ madeAt }: Manifest, days: number, now: Date): boolean {
  return now.getTime() - Date.parse(madeAt) > days * DAY
}

/** @throws BackupRefused naming the first part that is missing or is not what was saved */
export async function checkParts(folder: string, parts: readonly Part[]) {
  for (const { path, size, hash } of parts) {
    const found = await measured(join(folder, path)).catch(() => undefined)
    if (!found) throw new BackupRefused(`The backup in ${folder} is damaged: ${path} is missing.`)
    if (found.size !== size || found.hash !== hash)
      throw new BackupRefused(`The backup in ${folder} is damaged: ${path} is not what was saved.`)
  }
}

/** Writes a part, durably, and says what it is. */
export async function writePart(
  folder: string,
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Part> {
  const full = join(folder, path)
  await mkdir(dirname(full), { recursive: true, mode: 0o700 })
  const file = await open(full, 'wx', 0o600)
  const sha256 = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength
      sha256.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { path, size, hash: sha256.digest('hex') }
}

/** All that lead to these parts. */
function foldersOf(parts: readonly Part[]): Set<string> {
  const folders = new Set<string>()
  for (const { path } of parts) {
    for (let at = dirname(path); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at)
  }
  return folders
}

/** Has what stands in a file, or which names stand in a folder, outlive a power cut. */
export async function sync(path: string) {
  // Windows neither has nor needs this of folders, and of files takes it only from who writes them.
  if (process.platform === 'win32') return
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What a file already written is. */
export async function partOf(folder: string, path: string): Promise<Part> {
  return { path, ...(await measured(join(folder, path))) }
}

/** @throws BackupRefused when something is there: a backup, or data, never replaces another */
export async function mustBeEmpty(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [something] = await readdir(folder)
  if (something) throw new BackupRefused(`${folder} is not empty (${something}): choose another folder.`)
}

async function measured(file: string) {
  const sha256 = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file)) {
    size += chunk.length
    sha256.update(chunk)
  }
  return { size, hash: sha256.digest('hex') }
}

function hashOf(said: Manifest): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

function parse(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
