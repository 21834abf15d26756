import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from '../home/home.ts'
import { Refused } from '../refused.ts'
import { CLOSED } from './closed.ts'
import type { Hub } from './hub.ts'

export interface AskAgainDeps {
  hub: Pick<Hub, 'watchers'>
  home: Pick<Home, 'askAgain'>
  signIn(token: string): Promise<unknown>
  failed(error: unknown): void
}

/**
 * Proves everybody who is looking again: who has lost his session or his record is shown out. Spread over so many
 * milliseconds, for a portal takes a few questions a second.
 */
export async function askAgain({ hub, home, signIn, failed }: AskAgainDeps, over = 0) {
  const watchers = [...hub.watchers()]
  for (const watcher of watchers) {
    if (over > 0) await sleep(over / watchers.length)
    await signIn(watcher.token).catch((error) => {
      if (!(error instanceof Refused)) return failed(error)
      if (error.reason === 'session_over') watcher.close(CLOSED.sessionOver, error.reason)
      if (error.reason === 'not_found') watcher.close(CLOSED.accessLost, 'access_lost')
    })
  }
  await home.askAgain()
}
