import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from '../home/home.ts'
import { Refused } from '../refused.ts'
import { CLOSED } from './closed.ts'
import type { Hub } from './hub.ts'
import type { Watcher } from './watcher.ts'

export interface AskAgainDeps {
  hub: Pick<Hub, 'watchers'>
  home: Pick<Home, 'askAgain'>
  /** Refused as `session_over` or `not_found`; the host is asked anew. */
  prove(token: string): Promise<unknown>
  /** The same, by what the host has said of late. */
  signIn(token: string): Promise<unknown>
  failed(error: unknown): void
}

/** Milliseconds between looks at some of them. To wake for each of thousands costs more than what is looked at then. */
const PAUSE = 250

/**
 * Proves everybody who is looking again: who has lost his session or his record is shown out. Spread over so many
 * milliseconds and one after the other, for a portal takes a few questions a second.
 */
export async function askAgain({ hub, home, prove, signIn, failed }: AskAgainDeps, over = 0) {
  const watchers = [...hub.watchers()]
  const looks = Math.max(1, Math.min(watchers.length, Math.floor(over / PAUSE)))
  const atOnce = Math.ceil(watchers.length / looks)
  /** By card and person: of several windows the host is asked by one. */
  const asked = new Set<string>()
  for (let start = 0; start < watchers.length; start += atOnce) {
    if (over > 0) await sleep(over / looks)
    for (const watcher of watchers.slice(start, start + atOnce)) if (!watcher.gone) await look(watcher)
  }
  await home.askAgain()

  async function look(watcher: Watcher) {
    const { company, record, person, invited } = watcher.viewer
    const key = `${company} ${record} ${person}`
    try {
      await (asked.has(key) ? signIn : prove)(watcher.token)
      // The host is not asked of a session that is over, nor of somebody invited.
      if (!invited) asked.add(key)
    } catch (error) {
      if (!(error instanceof Refused)) return failed(error)
      if (error.reason === 'session_over') watcher.close(CLOSED.sessionOver, error.reason)
      if (error.reason === 'not_found') watcher.close(CLOSED.accessLost, 'access_lost')
    }
  }
}
