/** Several nodes of one installation: each a whole backend with its own sockets, over one Postgres and one portal. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import pg from 'pg'
import { pino } from 'pino'
import { createApp } from '../backend/app.ts'
import { createDiskFiles } from '../backend/files/disk.ts'
import type { Place as FilesPlace } from '../backend/files/port.ts'
import { beginBeats } from '../backend/live/beats.ts'
import type { Bus } from '../backend/live/bus.ts'
import { type BusMeans, openBus } from '../backend/live/bus-open.ts'
import { socketServer } from '../backend/live/socket.ts'
import { assemble } from '../backend/parts.ts'
import { readSettings } from '../backend/settings.ts'
import { openPostgres } from '../backend/store/postgres.ts'
import { startPortal } from '../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../crm-adapters/index.ts'
import { freePort } from './free-port.ts'
import { type Sitting, sitting } from './invited.ts'
import { startPostgres } from './postgres.ts'
import { liveSocket, type TestSocket } from './socket.ts'
import { bootstrapIn, deals, type Person, people, personWith, submit } from './world.ts'

const app = { clientId: 'local.test', clientSecret: 'test-secret' }

export type Town = Awaited<ReturnType<typeof nodes>>
export type TestNode = Awaited<ReturnType<typeof startNode>>

export interface NodesOptions {
  /** Where they tell each other; the database itself when absent. */
  busUrl?: string
  /** Instead of what the settings ask for. */
  openBus?(means: BusMeans): Promise<Bus>
  /** Where files are kept; a folder both nodes have when absent. */
  openPlace?(): Promise<FilesPlace>
  /** Milliseconds that only go forward, where they are moved by hand. */
  clock?(): number
}

interface Place extends Pick<NodesOptions, 'openBus' | 'openPlace' | 'clock'> {
  port: number
  env: Record<string, string>
}

/** Two nodes with the application installed. */
export async function nodes({ busUrl, ...given }: NodesOptions = {}) {
  const server = await startPostgres()
  const database = await server.database()
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-nodes-'))
  const ports = [await freePort(), await freePort()]
  const publicUrl = `http://127.0.0.1:${ports[0]}`
  const portal = await startPortal({
    app: { ...app, installUrl: `${publicUrl}/bitrix24/install`, cardUrl: `${publicUrl}/bitrix24/card` },
  })
  const env = {
    SECRET_KEY: 'a key for tests, thirty-two and more',
    PUBLIC_URL: publicUrl,
    DATABASE_URL: database,
    DATA_DIR: folder,
    BITRIX24_OAUTH_HOSTS: portal.oauthOrigin,
    ALLOW_LOOPBACK_PORTALS: '1',
    LOG_LEVEL: 'fatal',
    RATE_PERSON: '100000/100000',
    RATE_COMPANY: '100000/100000',
    ...(busUrl && { BUS_URL: busUrl }),
  }
  const places: Place[] = ports.map((port) => ({ port, env, ...given }))
  const [a, b] = (await Promise.all(places.map(startNode))) as [TestNode, TestNode]
  const admin = new pg.Pool({ connectionString: database, max: 1 })
  admin.on('error', () => {})

  const company = portal.memberId
  const installed = await submit(a.http, portal.installForm(people.admin))
  if (installed.status !== 200) throw new Error(`the installation failed: ${installed.status}`)
  await a.parts.readPeople(company)

  return {
    portal,
    company,
    a,
    b,

    /** Opens a deal's card as somebody; answers with him at each node. */
    async open(person: string, deal = deals.daisy): Promise<[Person, Person]> {
      const page = await submit(a.http, portal.placementForm(person, Number(deal)))
      if (page.status !== 200) throw new Error(`the card did not open: ${page.status}`)
      const bootstrap = bootstrapIn(await page.text())
      return [
        personWith({ request: (...asked) => a.http.request(...asked) }, person, bootstrap),
        personWith({ request: (...asked) => b.http.request(...asked) }, person, bootstrap),
      ]
    },

    /** The same of somebody who sees of the deal only what he was invited to. */
    async visit(person: string, deal = deals.daisy): Promise<[Sitting, Sitting]> {
      const page = await submit(a.http, portal.placementForm(person, Number(deal)))
      if (page.status !== 200) throw new Error(`the page did not open: ${page.status}`)
      const bootstrap = bootstrapIn(await page.text())
      return [sitting(a, bootstrap), sitting(b, bootstrap)]
    },

    /** Ends the connections by which the nodes hear each other; answers with how many there were. */
    async cutLines(): Promise<number> {
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'dealthread bus' and datname = current_database()`,
      )
      return rowCount ?? 0
    },

    async stop() {
      for (const node of [a, b]) await node.stop()
      await admin.end()
      await portal.stop()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startNode({ port, env, clock, openBus: busOf, openPlace }: Place) {
  const settings = readSettings({ ...env, PORT: String(port) })
  const parts = await assemble({
    settings,
    now: () => new Date(),
    ...(clock && { clock }),
    log: pino({ level: settings.LOG_LEVEL }),
    files: (await openPlace?.()) ?? createDiskFiles(join(settings.DATA_DIR, 'files')),
    openCrms: ({ told }) => [
      bitrix24({
        ...app,
        oauthHosts: settings.BITRIX24_OAUTH_HOSTS,
        allowLoopback: true,
        told,
        limits: () => ({ burst: 10_000, perSecond: 10_000 }),
      }),
    ],
    openStore: (options) => openPostgres(settings.DATABASE_URL!, options),
    openBus: busOf ?? ((means) => openBus(settings, means)),
  })
  const http = createApp(parts)
  const sockets = socketServer()
  const server = serve({
    fetch: http.fetch,
    port,
    hostname: '127.0.0.1',
    websocket: { server: sockets as never },
  })
  await once(server, 'listening')
  const endBeats = beginBeats(parts)

  return {
    parts,
    http,
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      endBeats()
      parts.hub.close()
      parts.home.hub.hangUp()
      if ('closeAllConnections' in server) server.closeAllConnections()
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((closed) => server.close(closed))
      await parts.close()
    },
  }
}

/** Opens a socket at a node that is level with the person's card. */
export async function watching({ origin }: TestNode, person: Person): Promise<TestSocket> {
  const { position } = (await person.get('/api/card')).body
  const socket = await liveSocket(origin, { token: person.token, after: position })
  await socket.until((frame) => 'present' in frame)
  return socket
}
