/** Where unsent messages lie between two page loads: IndexedDB, apart for each person and card. */
import type { Unsent } from './unsent.ts'

export interface Shelf {
  all: () => Promise<Unsent[]>
  put: (unsent: Unsent) => Promise<void>
  remove: (id: string) => Promise<void>
}

const table = 'unsent'

/**
 * @param owner whose messages these are: company, person and card in one word
 * Every method rejects where the browser allows a frame no storage.
 */
export function openShelf(owner: string): Shelf {
  let opening: Promise<IDBDatabase> | undefined
  const database = () => {
    opening ??= open()
    return opening
  }
  const range = () => IDBKeyRange.bound([owner], [owner, []])
  return {
    all: async () => {
      const rows = await done((await objects(database(), 'readonly')).getAll(range()))
      return (rows as { unsent: Unsent }[]).map(({ unsent }) => unsent)
    },
    put: async (unsent) => {
      await done((await objects(database(), 'readwrite')).put({ owner, id: unsent.id, unsent }))
    },
    remove: async (id) => {
      await done((await objects(database(), 'readwrite')).delete([owner, id]))
    },
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('dealthread', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: ['owner', 'id'] })
  return done(request)
}

async function objects(database: Promise<IDBDatabase>, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await database).transaction(table, mode).objectStore(table)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
