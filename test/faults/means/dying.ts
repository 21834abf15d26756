/**
 * Loaded before the server: it is killed at the `DIES_AT`-th statement it gives its database, `DIES_AFTER` milliseconds after
 * the statement has begun; at once, before the statement is given, when that is 0.
 */
import { spawn } from 'node:child_process'
import Database from 'better-sqlite3'
import pg from 'pg'

const at = Number(process.env.DIES_AT)
const after = Number(process.env.DIES_AFTER)
let given = 0

function count() {
  given += 1
  if (given !== at) return
  if (after === 0) process.kill(process.pid, 'SIGKILL')
  // Somebody else does it: whoever is in the middle of a statement of SQLite does nothing besides.
  const killing = `sleep ${after / 1000}; kill -9 ${process.pid}`
  spawn('sh', ['-c', killing], { stdio: 'ignore', detached: true }).unref()
}

// biome-ignore lint/suspicious/noExplicitAny: passes on whatever it is given.
function counted<T extends Record<K, (...given: any[]) => any>, K extends string>(owner: T, name: K) {
  const original = owner[name]
  owner[name] = function (this: unknown, ...given: unknown[]) {
    count()
    return original.apply(this, given)
  } as T[K]
}

counted(Database.prototype, 'prepare')
counted(Database.prototype, 'exec')
counted(pg.Client.prototype, 'query')
