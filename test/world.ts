/** A small named world for tests: a company with a portal, its people, our backend, and a clock that is moved by hand. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { DestinationStream } from 'pino'
import { createApp } from '../backend/app.ts'
import type { Means } from '../backend/crms.ts'
import { createDiskFiles } from '../backend/files/disk.ts'
import { newId } from '../backend/ids.ts'
import { socketServer } from '../backend/live/socket.ts'
import { createLog } from '../backend/log.ts'
import { assemble } from '../backend/parts.ts'
import { readSettings } from '../backend/settings.ts'
import type { Bootstrap, ShownMessage } from '../backend/shown.ts'
import type { Seat } from '../crm-adapters/bitrix24/portal/data/kinds.ts'
import { startPortal } from '../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../crm-adapters/index.ts'
import type { Crm } from '../crm-adapters/port.ts'
import type { TestStores } from './stores.ts'

/** People of the local portal, by what they do. */
export const people = {
  admin: '1',
  head: '5',
  manager: '7',
  otherManager: '8',
  trade: '9',
  logistics: '11',
  customs: '12',
  finance: '14',
}

/** Deals of the local portal. */
export const deals = { daisy: '1204', long: '1207' }

export interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  body: any
  headers: Headers
}

export interface Person {
  id: string
  token: string
  bootstrap: Bootstrap
  /** The card's team thread. */
  team: string
  get(path: string, headers?: Record<string, string>): Promise<Answered>
  put(path: string, body?: unknown): Promise<Answered>
  post(path: string, body: unknown): Promise<Answered>
  patch(path: string, body: unknown): Promise<Answered>
  delete(path: string): Promise<Answered>
  /** Sends a message to the team thread, or to another; throws when it is refused. */
  say(text: string, more?: Said): Promise<ShownMessage>
}

export interface Said {
  thread?: string
  id?: string
  replyTo?: string
  files?: string[]
  mentions?: string[]
}

export type World = Awaited<ReturnType<typeof world>>

const app = { clientId: 'local.test', clientSecret: 'test-secret' }
const START = new Date('2026-11-20T09:00:00Z')

export interface WorldOptions {
  env?: Record<string, string>
  /** Time goes by itself, as in a browser. */
  realTime?: boolean
  /** False: the administrator has yet to install us. */
  installed?: boolean
  /** Where the log goes; see LOG_LEVEL. */
  log?: DestinationStream
  /** When it begins. */
  since?: Date
  /** Where our backend is to be; a free port when absent. */
  port?: number
  /** Hosts besides the portal. */
  more?(means: Means & { now: () => Date }): Crm[]
}

export async function world(stores: TestStores, options: WorldOptions = {}) {
  const { env = {}, realTime = false, installed = true, log, since = START, more = () => [] } = options
  let time = since.getTime()
  const clock = {
    now: () => new Date(realTime ? Date.now() + time - since.getTime() : time),
    /** Moves the world's clock on. */
    advance(milliseconds: number) {
      time += milliseconds
    },
  }
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-world-'))
  // Portals want to know our address before we are there.
  const port = options.port ?? (await freePort())
  const publicUrl = `http://127.0.0.1:${port}`
  const portal = await startPortal({
    app: { ...app, installUrl: `${publicUrl}/bitrix24/install`, cardUrl: `${publicUrl}/bitrix24/card` },
    now: clock.now,
    // Where nobody listens yet, events come in by the same door.
    reach: async (request) => http.fetch(request),
  })
  const settings = readSettings({
    SECRET_KEY: 'a key for tests, thirty-two and more',
    PUBLIC_URL: publicUrl,
    DATA_DIR: folder,
    BITRIX24_OAUTH_HOSTS: portal.oauthOrigin,
    ALLOW_LOOPBACK_PORTALS: '1',
    LOG_LEVEL: 'fatal',
    // Tests ask in a second what people ask in an hour.
    RATE_PERSON: '100000/100000',
    RATE_COMPANY: '100000/100000',
    ...env,
  })
  const parts = await assemble({
    settings,
    now: clock.now,
    ...(!realTime && { clock: () => time }),
    log: createLog(settings.LOG_LEVEL, log),
    files: createDiskFiles(join(folder, 'files')),
    openCrms: (means) => [
      bitrix24({
        ...app,
        oauthHosts: settings.BITRIX24_OAUTH_HOSTS,
        allowLoopback: true,
        now: clock.now,
        told: means.told,
        dated: means.dated,
        // As at a self-hosted portal: tests do in a second what people do in an hour.
        limits: () => ({ burst: 10_000, perSecond: 10_000 }),
      }),
      ...more({ ...means, now: clock.now }),
    ],
    openStore: (options) => stores.open({ ...options, now: clock.now }),
  })
  const http = createApp(parts)
  let server: ReturnType<typeof serve> | undefined

  if (installed) {
    const { status } = await submit(http, portal.installForm(people.admin))
    await parts.readPeople(portal.memberId)
    if (status !== 200) throw new Error(`the installation failed: ${status}`)
  }

  return {
    portal,
    clock,
    parts,
    http,
    folder,
    company: portal.memberId,

    /** Opens a record's card as somebody, as the portal does; a deal's by its number. */
    async open(person: string, record: string | Seat = deals.daisy): Promise<Person> {
      const seat = typeof record === 'string' ? Number(record) : record
      const page = await submit(http, portal.placementForm(person, seat))
      if (page.status !== 200) throw new Error(`the card did not open: ${page.status}`)
      return personWith(http, person, bootstrapIn(await page.text()))
    },

    /** The answer of the card's page, whatever it is. */
    async page(person: string, deal: string): Promise<Response> {
      return submit(http, portal.placementForm(person, Number(deal)))
    },

    /** Listens for real, for sockets and browsers; answers with the address. */
    async listen(): Promise<string> {
      const sockets = socketServer()
      server = serve({
        fetch: http.fetch,
        port,
        hostname: '127.0.0.1',
        websocket: { server: sockets as never },
      })
      await new Promise((listening) => server!.once('listening', listening))
      return publicUrl
    },

    /** Stops listening and drops every connection, as a server that went away. */
    async hangUp() {
      if (server && 'closeAllConnections' in server) server.closeAllConnections()
      parts.hub.hangUp()
      parts.home.hub.hangUp()
      await new Promise((closed) => (server ? server.close(closed) : closed(undefined)))
    },

    async stop() {
      parts.hub.close()
      parts.home.hub.hangUp()
      if (server && 'closeAllConnections' in server) server.closeAllConnections()
      server?.close()
      await parts.close()
      await portal.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Http = ReturnType<typeof createApp>

/** Posts a form as a portal does. */
export async function submit(
  http: Pick<Http, 'request'>,
  { url, form }: { url: string; form: Record<string, string> },
): Promise<Response> {
  const { pathname, search } = new URL(url)
  return http.request(pathname + search, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
}

export function bootstrapIn(html: string): Bootstrap {
  const json = /<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html)?.[1]
  if (!json) throw new Error('the page has no bootstrap')
  return JSON.parse(json)
}

export function personWith(http: Pick<Http, 'request'>, id: string, bootstrap: Bootstrap): Person {
  const { token } = bootstrap.session
  const team = bootstrap.card.threads.find((thread) => thread.kind === 'team')!.id

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await http.request(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: parsed(text), headers: response.headers }
  }

  return {
    id,
    token,
    bootstrap,
    team,
    get: (path, headers) => call('GET', path, undefined, headers),
    put: (path, body) => call('PUT', path, body),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
    async say(text, { thread = team, id: messageId = newId(), ...more } = {}) {
      const { status, body } = await call('PUT', `/api/threads/${thread}/messages/${messageId}`, {
        text,
        ...more,
      })
      if (status !== 201 && status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body as ShownMessage
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
