/** A folder or a file of the application's storage on Disk. */
export interface DiskObject {
  id: number
  type: 'folder' | 'file'
  name: string
  /** Folder it lies in; null for the storage's root. */
  parent: number | null
  author: string
  at: Date
  bytes: Uint8Array
  deletedAt?: Date | undefined
  /** Who may read it besides its author and administrators: `U7`. */
  readers: string[]
}
