/** Everything one local portal knows: its people and records, who is signed in, what applications have bound and written. */
import type { Activity } from './data/activities.ts'
import type { Company, Contact } from './data/clients.ts'
import type { Deal } from './data/deals.ts'
import type { DiskObject } from './data/disk.ts'
import type { Connector, LineChat, LineMessage } from './data/lines.ts'
import type { StageMove } from './data/moves.ts'
import type { Notification } from './data/notifications.ts'
import type { Other } from './data/others.ts'
import type { Employee } from './data/people.ts'
import type { Task } from './data/tasks.ts'
import type { TimelineEntry } from './data/timeline.ts'
import type { Waiting } from './events/offline.ts'
import type { Delivery } from './events/send.ts'
import type { Trouble } from './faults.ts'
import type { Tokens } from './tokens.ts'

export interface App {
  clientId: string
  clientSecret: string
  /** Opened by `/marketplace/install/`. */
  installUrl: string
  /** Where `placementForm` points while the application has bound no tab. */
  cardUrl: string
}

export interface Placement {
  placement: string
  userId: number
  handler: string
  title: string
  description: string
  options: unknown
  langAll: Record<string, { TITLE: string; DESCRIPTION: string; GROUP_NAME: string }>
}

export interface EventHandler {
  id: number
  event: string
  handler: string
  /** The person whose token goes along; `0` for whoever has caused the event. */
  auth_type: string
  offline: 0 | 1
  connector: string
}

/** A request to REST or OAuth, without its parameters: they carry tokens. */
export interface Asked {
  method: string
  person: string | null
  at: Date
  /** Methods of a batch. */
  commands?: string[]
}

/** An application's frame on somebody's screen. */
export interface Frame {
  sid: string
  person: string
  placement: string
  options: Record<string, string>
}

export interface World {
  origin: string
  /** Host with port, as the portal names itself. */
  domain: string
  /** Where it was before it was renamed: requests are sent on from there. */
  formerDomains: Set<string>
  /** The OAuth server is another host than the portal, and is not renamed with it. */
  oauthOrigin: string
  memberId: string
  applicationToken: string
  app: App
  version: number
  scopes: string[]
  /** `feature.get`. */
  features: Record<string, boolean>

  people: Employee[]
  deals: Deal[]
  companies: Company[]
  contacts: Contact[]
  others: Other[]
  moves: StageMove[]
  timeline: TimelineEntry[]
  activities: Activity[]
  notifications: Notification[]
  tasks: Task[]
  disk: DiskObject[]
  connectors: Map<string, Connector>
  lineChats: LineChat[]
  lineMessages: LineMessage[]

  now: () => Date
  /** When the portal was started: the records' days count from here. */
  born: Date
  /** The next number, for whatever is new. */
  serial: () => number
  tokens: Tokens
  faults: Trouble
  placements: Placement[]
  events: EventHandler[]
  /** Offline events, until the application comes for them. */
  waiting: Waiting[]
  /** How a handler is reached. */
  reach: (request: Request) => Promise<Response>
  sent: Delivery[]
  underway: Set<Promise<unknown>>
  frames: Map<string, Frame>
  appOptions: Record<string, unknown>
  userOptions: Map<string, Record<string, unknown>>
  requests: Asked[]
  /** When the installer said it was done: until then nobody sees the application and no event is sent. */
  installedAt?: Date | undefined
  uninstalledAt?: Date | undefined
  planExpiredAt?: Date | undefined
  deletedAt?: Date | undefined
}

export function personCalled(world: World, id: string): Employee | undefined {
  return world.people.find((person) => person.id === id)
}

/** `days` from the portal's first day, at an hour of Moscow, as the portal writes times. */
export function momentOf(world: World, days: number, hour = 12): string {
  const day = new Date(world.born.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  return `${day}T${String(hour).padStart(2, '0')}:00:00+03:00`
}

/** A time as the portal writes it: to the second, in Moscow's zone. */
export function written(at: Date): string {
  return new Date(at.getTime() + 3 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+03:00')
}

export function nameOf({ name, lastName }: { name: string; lastName: string }): string {
  return `${name} ${lastName}`
}
