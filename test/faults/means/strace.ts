/** System calls of a running server that fail, as strace(1) makes them; Linux only. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { NotHere } from '../drill.ts'

const works = (...args: string[]) => spawnSync('strace', args, { stdio: 'ignore' }).status === 0

/** Throws where there is no strace and none can be had. */
export function needStrace() {
  if (process.platform !== 'linux') throw new NotHere('strace is for Linux')
  if (works('-V')) return
  if (process.getuid?.() === 0) spawnSync('apt-get', ['install', '-y', '-qq', 'strace'], { stdio: 'ignore' })
  if (!works('-V')) throw new NotHere('strace is needed: apt-get install strace')
}

export interface Fault {
  /** Names of system calls, `fsync,fdatasync`. */
  calls: string
  /** `EIO`, `ENOSPC`... */
  error: string
  /** The first that fails, from now on, counting from 1. */
  nth: number
  forever: boolean
  /** Only on these files. */
  files: string[]
}

/** Milliseconds it has to let go of what it looks at. */
const PATIENCE = 3000

function asOptions({ calls, error, nth, forever, files }: Fault): string[] {
  const inject = `inject=${calls}:error=${error}:when=${nth}${forever ? '+' : ''}`
  return ['-f', '-e', `trace=${calls}`, '-e', inject, ...files.flatMap((file) => ['-P', file])]
}

/** A command whose calls fail that becomes what follows it; it notes those that did, with `(INJECTED)`, in a file. */
export const failingFromTheStart = (fault: Fault, log: string): string[] => [
  'strace',
  '-D',
  '-qq',
  '-o',
  log,
  ...asOptions(fault),
]

/** Lets calls of a process fail from now on; answers with how to make an end of it. */
export async function failing(pid: number, fault: Fault) {
  const tracer = spawn('strace', ['-p', String(pid), ...asOptions(fault)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  const attached = new Promise<void>((resolve, reject) => {
    tracer.stderr.on('data', (chunk) => {
      said += chunk
      if (said.includes('attached')) resolve()
    })
    tracer.once('error', reject)
    tracer.once('exit', () => reject(new NotHere(`strace could not look at the server: ${said.trim()}`)))
  })
  await attached
  return {
    /** How many have failed so far. */
    failed: () => said.split('(INJECTED)').length - 1,
    async end() {
      if (tracer.exitCode !== null || tracer.signalCode) return
      const gone = once(tracer, 'exit')
      tracer.kill('SIGINT')
      // It may wait for ever for a process that ended while it looked.
      const tired = setTimeout(() => tracer.kill('SIGKILL'), PATIENCE)
      await gone
      clearTimeout(tired)
    },
  }
}
