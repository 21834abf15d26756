/**
 * An organization on this machine that speaks the documented protocols of Dynamics 365: Entra for who somebody is,
 * the Dataverse Web API for what there is and who may see it, webhooks for what happens. For the demo and for tests;
 * people and deals are made up.
 */
import type { AddressInfo } from 'node:net'
import { type HttpBindings, type ServerType, serve } from '@hono/node-server'
import { adfsSite, type ServiceAccount } from './adfs/site.ts'
import type { Right } from './data/roles.ts'
import { discovery } from './discovery.ts'
import { type EntraHandle, entraHandle } from './entra/handle.ts'
import { entraSite } from './entra/site.ts'
import { newEntra, type Registration } from './entra/world.ts'
import type { Delivery } from './events/deliver.ts'
import type { Faults } from './faults.ts'
import { handleOf } from './handle.ts'
import type { PlugIn } from './plugins.ts'
import type { Reference, Value } from './rows.ts'
import { site } from './site.ts'
import type { ImportedControl } from './solutions/imported.ts'
import type { Asked, World } from './world.ts'
import { copyInto, newWorld } from './worlds.ts'

export { guidOf } from './ids.ts'
export { contentSecurity } from './page/policy.ts'
export type { Asked, Delivery, EntraHandle, Faults, ImportedControl, PlugIn, Reference, Registration, Right }

export interface OrganizationOptions {
  /** 0, the default, takes a free one. */
  port?: number
  entraPort?: number
  /** How it is called in its addresses. */
  host?: '127.0.0.1' | 'localhost'
  app: Registration
  now?: () => Date
  /** Another name is another organization: its id is made of it. */
  name?: string
  organizationId?: string
  /** One with an organization already shares its people; a new one has its own. */
  tenantId?: string
  /** Of chances in `faults`. */
  seed?: number
  /** An organization whose Entra serves this one too: there is one Entra for all tenants. */
  beside?: LocalOrganization
  /** It is a copy of the one beside: with its records, its users and whatever was registered there. */
  copy?: boolean
  /** How webhooks are reached; over the network when absent. */
  reach?: (request: Request) => Promise<Response>
  /** A company runs it by itself: an AD FS vouches for its people, and our application acts as that user. */
  onPremises?: ServiceAccount
  /** False: nobody has consented to the application and it has no user yet. */
  installed?: boolean
}

export interface PersonHere {
  /** `systemuserid`. */
  id: string
  /** In Entra. */
  objectId: string
  /** In the story. */
  number: number
  name: string
  title: string
  /** Signs in as this. */
  account: string
  disabled: boolean
}

export interface NewPerson {
  firstName: string
  lastName: string
  title?: string
  /** Number of the business unit; the sales department when absent. */
  unit?: number
  roles?: string[]
}

/** A record by its table, and its id or the story's number of it. */
export type Seat = Reference | { table: string; number: number }

/** By `systemuserid` or the story's number. */
export type Who = string | number

type Values = Record<string, Value>

export interface NewTeam {
  name: string
  /** Who is responsible for it. */
  administrator: Who
  members?: Who[]
  roles?: string[]
}

export interface LocalOrganization {
  readonly origin: string
  /** Ends with `/`. */
  readonly webApi: string
  readonly entraOrigin: string
  readonly organizationId: string
  readonly tenantId: string
  /** `systemuserid` of the application user, whether it is there or not. */
  readonly applicationUser: string
  readonly people: PersonHere[]
  person(who: Who): PersonHere
  entra: EntraHandle
  faults: Faults
  /** Requests to the Web API and to `/token` in the order they came; the status of one under way is 0. */
  requests: Asked[]
  /** Webhooks sent so far and what became of them. */
  sent: Delivery[]
  /** What is installed of controls. */
  readonly controls: ReadonlyMap<string, ImportedControl>

  /** A record's columns as they stand; undefined when there is none. */
  read(seat: Seat): Values | undefined
  /** Ids of a table's records, those that fit `where`. */
  find(table: string, where?: Values): string[]

  /** What people do, whatever their rights. Each tells whoever has registered a webhook; see `delivered`. */
  create(table: string, values: Values, by: Who): Reference
  change(seat: Seat, values: Values, by: Who): void
  assign(seat: Seat, to: Who | Reference, by: Who): void
  win(opportunity: number | string, by: Who): void
  lose(opportunity: number | string, by: Who): void
  reopen(opportunity: number | string, by: Who): void
  merge(into: Seat, subordinate: Seat, by: Who): void
  /** What was made of the lead. */
  qualify(lead: number | string, by: Who): Reference[]
  remove(seat: Seat, by: Who): void
  share(seat: Seat, principal: Who | Reference, by: Who, rights?: Right[]): void
  unshare(seat: Seat, principal: Who | Reference, by: Who): void
  completeTask(task: string, by: Who): void

  hire(person: NewPerson): PersonHere
  /** In Dataverse; in Entra he can still sign in, see `entra.disable`. */
  disable(person: Who): void
  enable(person: Who): void
  giveRole(person: Who, role: string): void
  takeRole(person: Who, role: string): void
  /** From a role itself, by the privilege's name. */
  takePrivilege(role: string, privilege: string): void
  moveTo(person: Who, unit: number): void
  /** A team that may own records; its people have its roles. */
  formTeam(team: NewTeam): Reference
  joinTeam(person: Who, team: number): void
  leaveTeam(person: Who, team: number): void

  /** From now on the plug-in is asked before each change of its kind. */
  register(plugIn: PlugIn): void
  /** From now on the organization keeps no account of changes of the table; it could not be switched off at a real one. */
  leaveUntracked(table: string): void
  /** As an administrator adds the application, and takes it away again. */
  addApplicationUser(): void
  removeApplicationUser(): void

  /** Resolves when no webhook is on its way. */
  delivered(): Promise<void>
  stop(): Promise<void>
}

// Organizations that stand beside one another know each other's worlds; those who use them do not.
const worlds = new WeakMap<LocalOrganization, World>()
/** Those that run. */
const all = new Set<World>()

export async function startOrganization(options: OrganizationOptions): Promise<LocalOrganization> {
  const { port = 0, entraPort = 0, host = '127.0.0.1', beside, app, now = () => new Date() } = options
  const servers: ServerType[] = []
  try {
    const neighbour = beside && worlds.get(beside)
    const shared = neighbour?.entra
    const entra =
      shared ??
      (await opened(servers, entraPort, async (at) => {
        const made = await newEntra(`http://${host}:${at}`, app, now)
        const listed = () => [...all].filter((one) => one.entra === made)
        const own = options.onPremises ? adfsSite(made, options.onPremises) : entraSite(made)
        return { served: made, fetch: own.route('/', discovery(made, listed)).fetch }
      }))
    if (shared && !shared.apps.some(({ clientId }) => clientId === app.clientId)) shared.apps.push({ ...app })
    const world = await opened(servers, port, async (at): Promise<Opened<World>> => {
      const made = newWorld(options, `http://${host}:${at}`, entra)
      if (options.copy && neighbour) copyInto(made, neighbour)
      return { served: made, fetch: site(made).fetch }
    })
    const stop = () => {
      world.faults.hang = false
      all.delete(world)
      return Promise.all(servers.map(closed)).then(() => undefined)
    }
    const organization = handleOf(world, entraHandle(world), stop)
    worlds.set(organization, world)
    all.add(world)
    return organization
  } catch (error) {
    await Promise.all(servers.map(closed))
    throw error
  }
}

type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>

interface Opened<T> {
  served: T
  fetch: Fetch
}

/** Its own address is part of what it says, and is known only once it listens. */
async function opened<T>(
  servers: ServerType[],
  port: number,
  make: (port: number) => Promise<Opened<T>>,
): Promise<T> {
  const made = Promise.withResolvers<Opened<T>>()
  const server = await new Promise<ServerType>((resolve, reject) => {
    const answer = async (request: Request, env: unknown) =>
      (await made.promise).fetch(request, env as HttpBindings)
    const listening = serve({ fetch: answer, port, hostname: '127.0.0.1' }, () => resolve(listening))
    listening.once('error', reject)
  })
  servers.push(server)
  const result = await make((server.address() as AddressInfo).port)
  made.resolve(result)
  return result.served
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
