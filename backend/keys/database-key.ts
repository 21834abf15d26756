/** The key of an encrypted embedded database: random, and kept beside it sealed under SECRET_KEY, so that a new one costs nothing. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { openRing, type Ring } from './ring.ts'

export interface DatabaseKeySettings {
  SECRET_KEY: string
  SECRET_KEY_BEFORE?: string | undefined
  DATABASE_ENCRYPTED?: boolean
}

const ABOUT = 'key of the database'

/**
 * The key this database is encrypted with, made with a new database; undefined when it is not to be.
 * @throws KeyUnknown; an error of one sentence when the file is not as the setting has it
 */
export function databaseKey(file: string, settings: DatabaseKeySettings): Uint8Array | undefined {
  const ring = openRing(settings.SECRET_KEY, settings.SECRET_KEY_BEFORE)
  const keyFile = keyFileOf(file)
  const [known, begun] = [existsSync(keyFile), existsSync(file) && statSync(file).size > 0]
  if (!settings.DATABASE_ENCRYPTED) {
    if (known) throw new Error(`${file} is encrypted: set DATABASE_ENCRYPTED=1`)
    return undefined
  }
  if (known) return ring.open(JSON.parse(readFileSync(keyFile, 'utf8')), ABOUT)
  if (begun) {
    throw new Error(
      `${file} was begun without encryption, or its key ${keyFile} is lost: set DATABASE_ENCRYPTED=0, or begin with ` +
        'another DATA_DIR',
    )
  }
  const key = randomBytes(32)
  write(keyFile, ring, key)
  return key
}

/** Seals the key under the newest SECRET_KEY; false when it is already, or there is none. */
export function resealDatabaseKey(file: string, settings: DatabaseKeySettings): boolean {
  const keyFile = keyFileOf(file)
  if (!existsSync(keyFile)) return false
  const ring = openRing(settings.SECRET_KEY, settings.SECRET_KEY_BEFORE)
  const stored = JSON.parse(readFileSync(keyFile, 'utf8'))
  if (stored.under === ring.id) return false
  write(keyFile, ring, ring.open(stored, ABOUT))
  return true
}

/** Whole or not at all, also when the power goes: without it the database is lost. */
function write(keyFile: string, ring: Ring, key: Uint8Array) {
  const unfinished = `${keyFile}.part`
  writeFileSync(unfinished, JSON.stringify(ring.seal(key, ABOUT)), { mode: 0o600, flush: true })
  renameSync(unfinished, keyFile)
  // Windows neither has nor needs this.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(keyFile), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

const keyFileOf = (file: string) => `${file}.key`
