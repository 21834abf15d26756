/**
 * Whether the file of the embedded database may still be written: not when a part of it is no longer what was written there,
 * and not on a disk that has become read-only. What can be read is read nevertheless.
 */
import { closeSync, openSync, rmSync } from 'node:fs'
import type { Looked } from './examine.ts'
import { codes, isDamaged } from './failures.ts'
import type { Stopped, StoreOptions } from './store.ts'

/** Milliseconds in which a second doubt is none any more. */
const HOUR = 60 * 60_000

/** @param lookThrough reads all of the file */
export function createCondition(
  file: string,
  { broken, stopped: told }: StoreOptions,
  lookThrough: () => Promise<Looked>,
) {
  let stopped: { why: Stopped; cause: unknown } | undefined
  let doubtedAt = Number.NEGATIVE_INFINITY

  function stop(why: Stopped, cause: unknown) {
    stopped = { why, cause }
    told?.(why, cause)
  }

  /** A disk that fails for a moment makes a database look damaged: before that is believed, all of it is read. */
  async function doubt(error: unknown) {
    const before = doubtedAt
    doubtedAt = performance.now()
    if (doubtedAt - before < HOUR) return stop('damaged', error)
    stopped = { why: 'damaged', cause: error }
    const isSound = await lookThrough().then(
      ({ wrong }) => !wrong,
      () => false,
    )
    stopped = undefined
    if (!isSound) stop('damaged', error)
  }

  return {
    stopped: () => stopped?.why,

    /** Throws, with what it began with as the cause, when nothing may be written. */
    assertWritable() {
      if (stopped) throw new Error('nothing more is written to this database', { cause: stopped.cause })
    },

    async examine() {
      if (stopped) return
      const { wrong } = await lookThrough()
      if (wrong && !stopped) stop('damaged', new Damaged(wrong))
    },

    /** Answers with what is to be thrown: where our own lists are lists no more, that is damage as well. */
    readFailed(error: unknown): unknown {
      const found = error instanceof SyntaxError ? new Damaged('a value is no JSON', { cause: error }) : error
      if (!stopped && isDamaged(found)) void doubt(found)
      return found
    },

    writeFailed(error: unknown) {
      if (stopped) return
      if (isDamaged(error)) void doubt(error)
      else if (!codes(error).some((code) => code.startsWith('SQLITE_IOERR'))) return
      else if (isReadOnly(file)) stop('read_only', error)
      else broken?.(error)
    },
  }
}

/** As the database itself would say it. */
class Damaged extends Error {
  readonly code = 'SQLITE_CORRUPT'
}

/** Tried and not asked: a file system that gave itself up answers that it may be written. */
function isReadOnly(file: string): boolean {
  const beside = `${file}-tried`
  try {
    closeSync(openSync(beside, 'w'))
    rmSync(beside)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS'
  }
}
