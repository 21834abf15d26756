/** Storages on Disk: the application's, and each person's own. */
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

/** Ids from there on are roots of people's own storages. */
const OWN_ROOTS = 500_000

export const ownRootOf = (person: string): number => OWN_ROOTS + Number(person)

/** Whose own storage it is the root of; undefined when it is no such root. */
export function ownerOfRoot(id: number): string | undefined {
  return id >= OWN_ROOTS ? String(id - OWN_ROOTS) : undefined
}

/** Files in a person's own storage, whatever folder they are in. */
export function ownFilesOf(world: World, person: string): DiskObject[] {
  const own = (parent: number | null): boolean => {
    if (parent === null) return false
    const folder = world.disk.find(({ id }) => id === parent)
    return parent === ownRootOf(person) || (folder !== undefined && own(folder.parent))
  }
  return world.disk.filter(({ type, parent, deletedAt }) => type === 'file' && !deletedAt && own(parent))
}

/** The application's storage goes with all that is in it. */
export function dropAppStorage(world: World) {
  const isOurs = ({ parent }: DiskObject): boolean => {
    if (parent === null) return true
    const folder = world.disk.find(({ id }) => id === parent)
    return folder !== undefined && isOurs(folder)
  }
  world.disk = world.disk.filter((one) => !isOurs(one))
}

export function childrenOf(world: World, parent: number | null): DiskObject[] {
  return world.disk.filter((one) => one.parent === parent && !one.deletedAt)
}
