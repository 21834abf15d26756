/** The real server in a process of its own, beside a local portal in ours that vouches for its people. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bootstrap } from '../backend/shown.ts'
import { type LocalPortal, type PostedForm, startPortal } from '../crm-adapters/bitrix24/portal/portal.ts'
import { freePort } from './free-port.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

export interface Served extends ServerProcess {
  portal: LocalPortal
  /** DATA_DIR; its database is `dealthread.db`. */
  folder: string
  /** Opens a deal's card as a person, as the portal does. */
  open(person: string, deal: number, at?: LocalPortal): Promise<Bootstrap>
  /** Another portal with the application installed, whose server is this one too; stops with it. */
  beside(): Promise<LocalPortal>
  /** Stops everything and forgets the data. */
  end(): Promise<void>
}

export const application = { clientId: 'local.served', clientSecret: 'served-secret' }
const ADMIN = '1'

/**
 * A server with the application installed.
 * @param settings environment variables besides its own
 * @param node arguments of Node and the program, e.g. `['dist/backend/main.js']`
 */
export async function served(node: string[], settings: Record<string, string> = {}): Promise<Served> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-served-'))
  const app = { ...application, installUrl: `${url}/bitrix24/install`, cardUrl: `${url}/bitrix24/card` }
  const portal = await startPortal({ app })
  const portals = [portal]
  const env = { ...settingsFor(portal), PORT: String(port), DATA_DIR: folder, PUBLIC_URL: url, ...settings }
  const server = serverProcess(node, env)
  const { start, stop } = server

  async function end() {
    await stop()
    for (const one of portals) await one.stop()
    rmSync(folder, { recursive: true, force: true })
  }

  async function install(at: LocalPortal) {
    await submit(at.installForm(ADMIN))
    await at.finishInstallation()
  }

  try {
    await start()
    await install(portal)
  } catch (error) {
    await end()
    throw error
  }

  return {
    url,
    portal,
    folder,
    get process() {
      return server.process
    },
    said: server.said,
    start,
    stop,
    open: async (person, deal, at = portal) => bootstrapIn(await submit(at.placementForm(person, deal))),
    async beside() {
      const memberId = portal.memberId.replace(/./, (digit) => (digit === 'f' ? '0' : 'f'))
      const another = await startPortal({ app, beside: portal, memberId })
      portals.push(another)
      await install(another)
      return another
    },
    end,
  }
}

/** The environment of a server that belongs to a portal, but for where it is and where its data are. */
export function settingsFor(portal: LocalPortal): NodeJS.ProcessEnv {
  return {
    ...process.env,
    SECRET_KEY: 'a key for servers under test, not secret',
    BITRIX24_CLIENT_ID: application.clientId,
    BITRIX24_CLIENT_SECRET: application.clientSecret,
    BITRIX24_OAUTH_HOSTS: portal.oauthOrigin,
    // What is measured is ours: a portal's own limits are tested elsewhere.
    BITRIX24_RATE: '100000/100000',
    RATE_PERSON: '1000000/1000000',
    RATE_COMPANY: '1000000/1000000',
    ALLOW_LOOPBACK_PORTALS: '1',
    LOG_LEVEL: 'error',
    NODE_ENV: 'development',
  }
}

export async function submit({ url, form }: PostedForm): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.text()
}

export function bootstrapIn(html: string): Bootstrap {
  const json = /<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html)?.[1]
  if (!json) throw new Error('the page has no bootstrap')
  return JSON.parse(json)
}
