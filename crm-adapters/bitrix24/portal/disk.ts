/** The application's storage on Disk. */
import type { DiskObject } from './data/disk.ts'
import type { World } from './world.ts'

interface NewFile {
  name: string
  parent: number | null
  author: string
  content: string
  readers?: string[]
}

/** A new file, its content in base64; it lies in the storage's root without a `parent`. */
export function keep(world: World, { name, parent, author, content, readers = [] }: NewFile): DiskObject {
  const bytes = new Uint8Array(Buffer.from(content, 'base64'))
  const file: DiskObject = {
    id: world.serial(),
    type: 'file',
    name,
    parent,
    author,
    at: world.now(),
    bytes,
    readers,
  }
  world.disk.push(file)
  return file
}

export function childrenOf(world: World, parent: number | null): DiskObject[] {
  return world.disk.filter((one) => one.parent === parent && !one.deletedAt)
}
