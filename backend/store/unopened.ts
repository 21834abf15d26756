/** Why the file of the embedded database cannot be used, for whoever starts the server. */
import { codes } from './failures.ts'

const WORDS: [starts: string, words: string][] = [
  ['SQLITE_READONLY', 'cannot be written: its disk is read-only, or it belongs to somebody else'],
  ['SQLITE_CANTOPEN', 'cannot be opened: its folder cannot be written, or it belongs to somebody else'],
  ['SQLITE_FULL', 'has no room: the disk is full'],
  ['SQLITE_IOERR', 'cannot be read or written: the disk fails'],
  ['SQLITE_CORRUPT', 'is damaged: restore a backup (npm run restore) into an empty DATA_DIR'],
]

/** The same error, where there is nothing to say; otherwise one sentence with it as the cause. */
export function inWords(error: unknown, file: string): unknown {
  const words = WORDS.find(([starts]) => codes(error).some((code) => code.startsWith(starts)))?.[1]
  return words ? new Error(`The database ${file} ${words}.`, { cause: error }) : error
}
