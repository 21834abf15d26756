/** Everything one local portal knows: its people and deals, who is signed in, what applications have bound. */
import type { Deal } from './data/deals.ts'
import type { Employee } from './data/people.ts'
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
  event: string
  handler: string
  auth_type: string
  offline: 0 | 1
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
  memberId: string
  applicationToken: string
  app: App
  people: Employee[]
  deals: Deal[]
  now: () => Date
  /** When the portal was started: the deals' days count from here. */
  born: Date
  tokens: Tokens
  faults: Trouble
  placements: Placement[]
  events: EventHandler[]
  frames: Map<string, Frame>
  appOptions: Record<string, unknown>
  userOptions: Map<string, Record<string, unknown>>
  requests: Asked[]
  /** When the installer said it was done: until then nobody sees the application. */
  installedAt?: Date
}

export const scopes = ['crm', 'placement', 'im', 'user_brief', 'department', 'task']

export function personCalled(world: World, id: string): Employee | undefined {
  return world.people.find((person) => person.id === id)
}

/** `days` from the portal's first day, at an hour of Moscow, as the portal writes times. */
export function momentOf(world: World, days: number, hour = 12): string {
  const day = new Date(world.born.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  return `${day}T${String(hour).padStart(2, '0')}:00:00+03:00`
}
