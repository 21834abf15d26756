import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { LRUCache } from 'lru-cache'
import { Refused } from '../refused.ts'
import { measuring, streaming } from './bytes.ts'
import { folderOf, KeyTaken, keyOf, type Measured, type Place, pathOf } from './port.ts'

const UNFINISHED = '.part'
/** No company is called that: `folderOf` allows no dot. */
const LABEL = '.label'

/** Folders known to be there, at most; of each company 256. One that is forgotten is made sure of again. */
const READY_MOST = 50_000

/** Files in a folder of this machine, on a file system with hard links. */
export function createDiskFiles(root: string): Place {
  const ready = new LRUCache<string, true>({ max: READY_MOST })

  /** Makes a folder and what it lies in, so that a power cut does not take them away with what is in them. */
  async function make(folder: string) {
    if (ready.get(folder)) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const above of [dirname(folder), root, dirname(root)]) await sync(above)
    ready.set(folder, true)
  }

  async function* walk(company: string) {
    const folder = folderOf(company)
    for (const bucket of await namesIn(join(root, folder))) {
      for (const name of await namesIn(join(root, folder, bucket))) {
        const path = `${folder}/${bucket}/${name}`
        const found = await ifThere(stat(join(root, path)))
        if (found) yield { path, at: found.mtime }
      }
    }
  }

  /** Writes beside a path, lets it be put there, and leaves nothing else behind. */
  function beside<T>(path: string, act: (unfinished: string) => Promise<T>): Promise<T> {
    return refusing(async () => {
      const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
      await make(dirname(path))
      try {
        return await act(unfinished)
      } finally {
        await rm(unfinished, { force: true })
        await sync(dirname(path))
      }
    })
  }

  return {
    put(key, bytes, most) {
      const path = join(root, pathOf(key))
      let linked = false
      return beside(path, async (unfinished) => {
        const measured = await write(unfinished, bytes, most)
        // A link, unlike a renaming, never replaces what is there.
        await link(unfinished, path).catch((error) => {
          throw isCode(error, 'EEXIST') ? new KeyTaken(key, measured) : error
        })
        linked = true
        return measured
      }).catch(async (error) => {
        // Nobody knows whether its name would outlive a power cut: whoever sends it again should not find it there. Where not
        // even that can be done, what he finds is whole.
        if (linked) await rm(path, { force: true }).catch(() => {})
        throw error
      })
    },

    replace(key, bytes) {
      const path = join(root, pathOf(key))
      return beside(path, async (unfinished) => {
        await write(unfinished, bytes, Number.POSITIVE_INFINITY)
        await rename(unfinished, path)
      })
    },

    async get(key, range) {
      const path = join(root, pathOf(key))
      const there = await refusing(() => ifThere(access(path).then(() => true)))
      return there ? streaming(read(path, range)) : undefined
    },

    size: (key) => refusing(async () => (await ifThere(stat(join(root, pathOf(key)))))?.size),

    async remove(key) {
      const path = join(root, pathOf(key))
      await rm(path, { force: true })
      await ifThere(sync(dirname(path)))
    },

    async *list(company) {
      for await (const { path, at } of walk(company)) {
        const key = keyOf(path)
        if (key) yield { key, at }
      }
    },

    async forget(company) {
      const folder = join(root, folderOf(company))
      await rm(folder, { recursive: true, force: true })
      for (const known of [...ready.keys()]) if (known.startsWith(folder + sep)) ready.delete(known)
      await ifThere(sync(root))
    },

    label: () => ifThere(readFile(join(root, LABEL), 'utf8')),

    async setLabel(text) {
      const path = join(root, LABEL)
      await beside(path, async (unfinished) => {
        await write(unfinished, [Buffer.from(text)], Number.POSITIVE_INFINITY)
        await rename(unfinished, path)
      })
    },

    async dropUnfinished(company, before) {
      for await (const { path, at } of walk(company)) {
        if (path.endsWith(UNFINISHED) && at < before) await rm(join(root, path), { force: true })
      }
    },
  }
}

async function write(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): Promise<Measured> {
  const { passed, measured } = measuring(bytes, most)
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(passed)
    await file.sync()
  } finally {
    await file.close()
  }
  return measured()
}

/** Opened when the first byte is asked for, closed when nobody asks any more. */
async function* read(path: string, range = {}): AsyncGenerator<Uint8Array, void> {
  yield* createReadStream(path, range)
}

async function sync(folder: string) {
  // Windows neither has nor needs this.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await ifThere(readdir(folder))) ?? []
}

async function ifThere<T>(found: Promise<T>): Promise<T | undefined> {
  return found.catch((error) => {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  })
}

/** What a disk may say no with has a name; what else goes wrong is for the log. */
async function refusing<T>(act: () => Promise<T>): Promise<T> {
  return act().catch((error) => {
    if (isCode(error, 'ENOSPC', 'EDQUOT')) throw new Refused('storage_full', 'the disk is full')
    if (!isCode(error, ...FAILING)) throw error
    throw new Refused('storage_unreachable', `the disk where files are fails: ${error.code}`)
  })
}

/** The disk itself, one that has become read-only (where a folder that cannot be made is ENOENT), too many files open. */
const FAILING = ['EIO', 'EROFS', 'ENOENT', 'EMFILE', 'ENFILE']

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
