/** The real server in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ServerProcess {
  url: string
  /** While it runs. */
  readonly process: ChildProcess
  /**
   * Starts it, with other settings if wished; resolves with the milliseconds until it was ready. Throws what it said when
   * it was not.
   * @param under a command that becomes what follows it, e.g. `['nice', '-n', '5']`
   */
  start(other?: Record<string, string>, under?: string[]): Promise<number>
  /** What it has complained of since it was started last. */
  said(): string
  /** Asks it to stop, or kills it, and resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

const READY_WITHIN = 60_000

/**
 * @param node arguments of Node and the program, e.g. `['dist/backend/main.js']`
 * @param env all of its environment; `PORT` is where it is asked
 */
export function serverProcess(node: string[], env: NodeJS.ProcessEnv): ServerProcess {
  const url = `http://127.0.0.1:${env.PORT}`
  let server: ChildProcess | undefined
  let complaint = ''

  return {
    url,
    said: () => complaint,
    get process() {
      return server!
    },
    async start(other = {}, under = []) {
      const began = performance.now()
      const command = [...under, process.execPath, '--disable-warning=ExperimentalWarning', ...node]
      const starting = spawn(command[0]!, command.slice(1), {
        env: { ...env, ...other },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      server = starting
      complaint = ''
      for (const stream of [starting.stdout, starting.stderr])
        stream?.on('data', (chunk) => {
          complaint += chunk
        })
      while (!(await isReady(url))) {
        if (starting.exitCode !== null || starting.signalCode || performance.now() - began > READY_WITHIN)
          throw new Error(`the server did not start: ${complaint}`)
        await sleep(5)
      }
      return performance.now() - began
    },
    async stop(signal = 'SIGTERM') {
      if (!server || server.exitCode !== null || server.signalCode) return
      const gone = once(server, 'exit')
      server.kill(signal)
      await gone
    },
  }
}

/** Whether it can serve just now. */
export async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok ?? false
}
