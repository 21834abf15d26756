/**
 * A portal on this machine that speaks Bitrix24's documented protocol: OAuth, REST, events, the form posted into a
 * card's tab and the messages of its frame. For the demo and for tests; people and deals are made up.
 */
import type { AddressInfo } from 'node:net'
import { type HttpBindings, type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { By } from './changes.ts'
import type { Activity } from './data/activities.ts'
import type { Deal } from './data/deals.ts'
import type { DiskObject } from './data/disk.ts'
import type { Seat } from './data/kinds.ts'
import type { LineMessage } from './data/lines.ts'
import type { Notification } from './data/notifications.ts'
import type { Employee } from './data/people.ts'
import type { Task } from './data/tasks.ts'
import type { TimelineEntry } from './data/timeline.ts'
import type { Delivery, Sending } from './events/send.ts'
import type { Faults } from './faults.ts'
import type { PostedForm } from './frames.ts'
import { handleOf } from './handle.ts'
import type { NewEmployee } from './life.ts'
import { oauth } from './oauth.ts'
import { pages } from './page/pages.ts'
import type { Changes, CrmRecord } from './records.ts'
import { rest } from './rest/rest.ts'
import type { App, Asked, EventHandler, Placement, World } from './world.ts'
import { newWorld } from './worlds.ts'

export type {
  Activity,
  App,
  Asked,
  By,
  Changes,
  CrmRecord,
  Deal,
  Delivery,
  DiskObject,
  Employee,
  EventHandler,
  Faults,
  NewEmployee,
  Notification,
  Placement,
  PostedForm,
  Seat,
  Sending,
  Task,
  TimelineEntry,
}

export interface LocalPortalOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** How the portal is called in its addresses. */
  host?: '127.0.0.1' | 'localhost'
  app: App
  now?: () => Date
  /** 32 hex digits. */
  memberId?: string
  /** What the application may do; all the portal knows when absent. */
  scopes?: string[]
  /** Of chances in `faults`. */
  seed?: number
  /** A portal whose OAuth server serves this one too: Bitrix24 has one for all portals. */
  beside?: LocalPortal
  /** How handlers of events are reached; over the network when absent. */
  reach?: (request: Request) => Promise<Response>
}

export interface LocalPortal {
  readonly origin: string
  /** Serves `/oauth/token/` and `/rest/app.info/`; a portal's OAuth server is another host, this one's is itself. */
  oauthOrigin: string
  /** Ends with `/`. */
  readonly restEndpoint: string
  memberId: string
  /** Another one after each uninstallation. */
  readonly applicationToken: string
  people: Employee[]
  deals: Deal[]
  /** What applications have bound, as it stands now. */
  readonly placements: Placement[]
  readonly events: EventHandler[]
  /** When the installer said it was done; until then the cards have no tab of ours and no event is sent. */
  readonly installedAt: Date | undefined
  faults: Faults
  /** `feature.get`: what the portal's plan has. */
  features: Record<string, boolean>
  /** REST and OAuth calls in the order they came. */
  requests: Asked[]
  /** Events sent so far and what became of them. */
  sent: Delivery[]

  /** Signs a person in. */
  tokenFor(person: string): { AUTH_ID: string; AUTH_EXPIRES: string; REFRESH_ID: string }
  /** An authorization code, good for 30 seconds. */
  codeFor(person: string): string
  /** What the portal posts when a person opens our tab of a card; a field undefined in `overrides` is left out. */
  placementForm(person: string, seat: Seat, overrides?: Record<string, string | undefined>): PostedForm
  /** What the portal posts when a person opens us from the left menu. */
  menuForm(person: string, overrides?: Record<string, string | undefined>): PostedForm
  /** What the portal posts when a person opens the installer. */
  installForm(person: string, overrides?: Record<string, string | undefined>): PostedForm
  /** Address of a card for a person to look at. */
  cardUrl(person: string, seat: Seat): string

  /** Sends an event to whoever has bound it; resolves when all of them have answered or could not be reached. */
  emit(event: string, data: object, sending?: Sending): Promise<Delivery[]>
  /** Resolves when no event is on its way, also those our own calls have caused. */
  delivered(): Promise<void>
  /** What people do; `by` is null for a robot. Each resolves when its events are delivered. */
  change(seat: Seat, fields: Changes, by: By): Promise<Delivery[]>
  move(deal: number, stage: string, by: By): Promise<Delivery[]>
  remove(seat: Seat, by: By): Promise<Delivery[]>
  merge(into: Seat, others: number[], by: By): Promise<Delivery[]>
  create(fields: Changes, by: By, kind?: number): Promise<CrmRecord>
  convertLead(lead: number, by: By): Promise<Deal>
  completeTask(task: number, by: string): Promise<Delivery[]>
  reopenTask(task: number, by: string): Promise<Delivery[]>
  removeTask(task: number, by: string): Promise<Delivery[]>
  /** The button of a configurable activity, or another item of its that sends an event. */
  press(activity: number, action: string, by: string): Promise<Delivery[]>
  /** An operator answers a client in an open line, in the dialogue with this number. */
  answerInLine(chat: number, text: string, by: string): Promise<Delivery[]>
  hire(person: NewEmployee): Promise<Employee>
  /** No event tells of it. */
  dismiss(person: string): void

  /** What the installer's page does at its end through the frame, for those who install without a browser. */
  finishInstallation(): Promise<Delivery[]>
  uninstall(options?: { clean?: boolean }): Promise<Delivery[]>
  /** Drops what is bound; `newToken` gives another application token. */
  updateApp(options?: { version?: number; newToken?: boolean }): Promise<Delivery[]>
  /** Under another name of this machine; the old one answers 302 from then on. The new origin. */
  rename(host?: '127.0.0.1' | 'localhost'): string
  expirePlan(): void
  renewPlan(): void
  deletePortal(): void

  /** What applications have written, oldest first. */
  timeline(seat: Seat): TimelineEntry[]
  activities(seat: Seat): Activity[]
  tasks(seat: Seat): Task[]
  /** Files on Disk in folders named with the record's number, and those attached to its fields. */
  disk(seat: Seat): DiskObject[]
  /** Files in a person's own storage on Disk. */
  ownDisk(person: string): DiskObject[]
  lineMessages(chat: number): LineMessage[]
  notifications(person: string): Notification[]
  stop(): Promise<void>
}

// Portals that stand beside one another know each other's worlds; those who use them do not.
const worlds = new WeakMap<LocalPortal, World[]>()

export async function startPortal(options: LocalPortalOptions): Promise<LocalPortal> {
  const { port = 0, host = '127.0.0.1', beside } = options
  // The portal's own address is part of what it says, and is known only once it listens.
  const opened = Promise.withResolvers<Hono<{ Bindings: HttpBindings }>>()
  const server = await listening(async (request, env) => (await opened.promise).fetch(request, env), port)
  const world = newWorld(options, `${host}:${(server.address() as AddressInfo).port}`)
  const served = (beside && worlds.get(beside)) ?? []
  served.push(world)
  if (beside) world.oauthOrigin = beside.oauthOrigin
  opened.resolve(site(world, served))
  const portal = handleOf(world, () => closed(server))
  worlds.set(portal, served)
  return portal
}

function site(world: World, served: World[]) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (c, next) => {
    const { host, pathname, search } = new URL(c.req.url)
    const isOAuth = pathname.startsWith('/oauth/') || pathname === '/rest/app.info/'
    if (isOAuth || !world.formerDomains.has(host)) return next()
    return c.redirect(`${world.origin}${pathname}${search}`, 302)
  })
  return app.route('/', oauth(served)).route('/', rest(world)).route('/', pages(world))
}

type Fetch = (request: Request, env: HttpBindings) => Promise<Response>

function listening(fetch: Fetch, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const answer = (request: Request, env: unknown) => fetch(request, env as HttpBindings)
    // Both names of this machine lead here, so that the portal can be renamed.
    const server = serve({ fetch: answer, port, hostname: '127.0.0.1' }, () => resolve(server))
    server.once('error', reject)
  })
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
