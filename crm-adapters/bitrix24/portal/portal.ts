/**
 * A portal on this machine that speaks Bitrix24's documented protocol: OAuth, REST, the form posted into a card's tab
 * and the messages of its frame. For the demo and for tests; people and deals are made up.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Deal, deals } from './data/deals.ts'
import { type Employee, employees } from './data/people.ts'
import { type Faults, trouble } from './faults.ts'
import { authOf, type PostedForm, postedForm } from './frames.ts'
import { oauth } from './oauth.ts'
import { pages } from './page/pages.ts'
import { rest } from './rest/rest.ts'
import { tokens } from './tokens.ts'
import type { App, Asked, EventHandler, Placement, World } from './world.ts'

export type { App, Asked, Deal, Employee, EventHandler, Faults, Placement, PostedForm }

export interface LocalPortalOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** How the portal is called in its addresses. */
  host?: '127.0.0.1' | 'localhost'
  app: App
  now?: () => Date
  /** 32 hex digits. */
  memberId?: string
}

export interface LocalPortal {
  origin: string
  /** Serves `/oauth/token/` and `/rest/app.info/`; a portal's OAuth server is another host, this one's is itself. */
  oauthOrigin: string
  /** Ends with `/`. */
  restEndpoint: string
  memberId: string
  applicationToken: string
  people: Employee[]
  deals: Deal[]
  /** What applications have bound, as it stands now. */
  readonly placements: Placement[]
  readonly events: EventHandler[]
  /** When the installer said it was done; until then the deal cards have no tab of ours. */
  readonly installedAt: Date | undefined
  faults: Faults
  /** REST and OAuth calls in the order they came. */
  requests: Asked[]
  /** Signs a person in. */
  tokenFor(person: string): { AUTH_ID: string; AUTH_EXPIRES: string; REFRESH_ID: string }
  /** An authorization code, good for 30 seconds. */
  codeFor(person: string): string
  /** What the portal posts when a person opens the tab of a deal; a field undefined in `overrides` is left out. */
  placementForm(person: string, deal: number, overrides?: Record<string, string | undefined>): PostedForm
  /** What the portal posts when a person opens the installer. */
  installForm(person: string, overrides?: Record<string, string | undefined>): PostedForm
  /** What the installer's page does at its end through the frame, for those who install without a browser. */
  finishInstallation(): void
  /** Address of a deal's card for a person to look at. */
  cardUrl(person: string, deal: number): string
  stop(): Promise<void>
}

export async function startPortal(options: LocalPortalOptions): Promise<LocalPortal> {
  const { port = 0, host = '127.0.0.1', now = () => new Date() } = options
  // The portal's own address is part of what it says, and is known only once it listens.
  const opened = Promise.withResolvers<Hono>()
  const server = await listening(async (request) => (await opened.promise).fetch(request), port, host)
  const world = newWorld(options, `${host}:${(server.address() as AddressInfo).port}`, now)
  opened.resolve(new Hono().route('/', oauth(world)).route('/', rest(world)).route('/', pages(world)))

  const form = ({ frame: _, ...posted }: ReturnType<typeof postedForm>) => posted
  return {
    origin: world.origin,
    oauthOrigin: world.origin,
    restEndpoint: `${world.origin}/rest/`,
    memberId: world.memberId,
    applicationToken: world.applicationToken,
    people: world.people,
    deals: world.deals,
    get placements() {
      return world.placements
    },
    get events() {
      return world.events
    },
    get installedAt() {
      return world.installedAt
    },
    faults: world.faults,
    requests: world.requests,
    tokenFor: (person) => authOf(world, person),
    codeFor: (person) => world.tokens.codeFor(person),

    placementForm(person, deal, overrides) {
      const placement = 'CRM_DEAL_DETAIL_TAB'
      const bound = world.placements.find((one) => one.placement === placement)
      const handler = bound?.handler ?? world.app.cardUrl
      const options = { ID: String(deal), URI: `/crm/deal/details/${deal}/` }
      return form(postedForm(world, { person, placement, handler, lang: 'ru', options }, overrides))
    },

    installForm(person, overrides) {
      const opening = { person, placement: 'DEFAULT', handler: world.app.installUrl, lang: 'ru', options: {} }
      return form(postedForm(world, opening, overrides))
    },

    finishInstallation() {
      world.installedAt ??= now()
    },

    cardUrl: (person, deal) => `${world.origin}/crm/deal/details/${deal}/?as=${person}`,

    stop() {
      world.faults.hang = false
      return closed(server)
    },
  }
}

function newWorld({ app, memberId }: LocalPortalOptions, domain: string, now: () => Date): World {
  const gone = employees.filter(({ dismissed }) => dismissed).map(({ id }) => id)
  return {
    origin: `http://${domain}`,
    domain,
    // The same at every start, so that the demo's data finds its company again.
    memberId: memberId ?? createHash('md5').update('local portal').digest('hex'),
    applicationToken: randomBytes(16).toString('hex'),
    app,
    people: structuredClone(employees),
    deals: structuredClone(deals),
    now,
    born: now(),
    tokens: tokens(now),
    faults: trouble(gone),
    placements: [],
    events: [],
    frames: new Map(),
    appOptions: {},
    userOptions: new Map(),
    requests: [],
  }
}

function listening(
  fetch: (request: Request) => Promise<Response>,
  port: number,
  hostname: string,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, () => resolve(server))
    server.once('error', reject)
  })
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
