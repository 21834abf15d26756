/** What a database may fail with, told apart by its codes. */

/** Whether an error says that the disk (or the quota) is full; nothing was stored. */
export function isFull(error: unknown): boolean {
  return codes(error).some((code) => code === 'SQLITE_FULL' || code === '53100')
}

/** Whether an error says that a part of the database is no longer what was written there; the rest may be well. */
export function isDamaged(error: unknown): boolean {
  return codes(error).some((code) => DAMAGED.test(code))
}

/** SQLite's own, and of Postgres: XX001 data, XX002 an index. */
const DAMAGED = /^(SQLITE_CORRUPT\w*|SQLITE_NOTADB|XX00[12])$/

/**
 * Whether an error says that the database cannot be reached just now. Whether a write was stored then is unknown, as with
 * any answer that did not come.
 */
export function isUnreachable(error: unknown): boolean {
  return (
    codes(error).some((code) => UNREACHABLE.test(code)) ||
    messages(error).some((message) => LINE_BROKE.some((broke) => message.startsWith(broke)))
  )
}

/**
 * SQLite's disk or its locks, the network's own, and of Postgres: 08 connections, 57P0 a server that stops or starts, 53300 too
 * many of us, 25P03 our transaction was silent for too long, 55P03 somebody else's has not ended in time.
 */
const UNREACHABLE =
  /^(SQLITE_(IOERR\w*|BUSY\w*|CANTOPEN\w*|READONLY\w*)|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300|25P03|55P03)$/
/** What node-postgres says without a code. */
const LINE_BROKE = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Query read timeout',
]

function messages(error: unknown): string[] {
  const found: string[] = []
  for (let e = error; e instanceof Error; e = e.cause) found.push(e.message)
  return found
}

/** Error codes along the chain of causes. */
export function codes(error: unknown): string[] {
  const found: string[] = []
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e) found.push(String(e.code))
  return found
}
