import { fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

export interface Wanted {
  file: string
  /** What it is encrypted with, where it is. */
  key: Uint8Array | undefined
}

export interface Looked {
  /** The first that is not as it was written. */
  wrong?: string
}

/** Beside the sources as beside the bundle. */
const PROGRAM = `./look-through.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`

/**
 * Has all of a database read by another process, which takes seconds for each gigabyte and keeps nobody waiting. Rejects when
 * that could not be done; ended by the signal, it has found nothing.
 */
export async function examine(wanted: Wanted, signal: AbortSignal): Promise<Looked> {
  if (signal.aborted) return {}
  const child = fork(fileURLToPath(new URL(PROGRAM, import.meta.url)), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<Looked>((resolve, reject) => {
    child.once('message', (looked: Looked) => resolve(looked))
    child.once('error', (error) => (signal.aborted ? resolve({}) : reject(error)))
    child.once('exit', (code, by) =>
      reject(new Error(`the database could not be looked through: it ended with ${by ?? code}`)),
    )
  })
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  child.send(wanted)
  return ended
}
