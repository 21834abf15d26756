/** Writes a dossier into our own store of files. */
import type { Files, Measured } from '../files/port.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { type ArchiveDeps, archive, FileLost } from './archive.ts'
import type { Contents } from './contents.ts'
import { type Gathered, gather, type Order, workIn } from './gather.ts'
import { ArchiveTooLarge } from './zip.ts'

export interface PuttingDeps extends ArchiveDeps {
  store: Store
  files: Pick<Files, 'get' | 'put'>
  failed(error: unknown): void
}

export interface Putting {
  viewer: Viewer
  order: Order
  /** What its bytes are to be kept as. */
  kept: string
  /** Bytes it may have. */
  most: number
  progress(done: number, total: number): Promise<void>
}

export interface Put extends Measured {
  contents: Contents
}

/**
 * Files whose bytes have turned out to be lost are named in it, and not there.
 * @throws ArchiveTooLarge, or Refused `file_too_large`; see `isTooLarge`
 */
export async function putArchive(deps: PuttingDeps, putting: Putting): Promise<Put> {
  const { store, files, failed } = deps
  const { viewer, order, kept, most, progress } = putting
  const { company } = viewer
  const without = new Set<string>()
  for (;;) {
    try {
      const gathered: Gathered = await store.read(company, (r) => gather(r, viewer, order, without))
      await progress(0, workIn(gathered))
      const put = await files.put({ company, file: kept }, archive(deps, gathered, progress), most)
      return { ...put, contents: gathered.contents }
    } catch (error) {
      if (!(error instanceof FileLost) || without.has(error.file)) throw error
      failed(error)
      without.add(error.file)
    }
  }
}

export function isTooLarge(error: unknown): boolean {
  return error instanceof ArchiveTooLarge || (error instanceof Refused && error.reason === 'file_too_large')
}
