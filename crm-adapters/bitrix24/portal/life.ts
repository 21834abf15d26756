/** The application's life at the portal: installed, updated, taken away; and the portal's own. */
import { randomBytes } from 'node:crypto'
import type { Employee } from './data/people.ts'
import { dropAppStorage } from './disk.ts'
import { type Delivery, send, sendTo } from './events/send.ts'
import type { World } from './world.ts'

export function finishInstallation(world: World): Promise<Delivery[]> {
  if (world.installedAt) return Promise.resolve([])
  world.installedAt = world.now()
  world.uninstalledAt = undefined
  const data = { VERSION: world.version, ACTIVE: 'Y', INSTALLED: 'Y', LANGUAGE_ID: 'ru' }
  return send(world, 'ONAPPINSTALL', data)
}

/** Tokens die first; another application token is given at the next installation. `clean`: its storage on Disk goes too. */
export function uninstall(world: World, { clean = false }: { clean?: boolean } = {}): Promise<Delivery[]> {
  const handlers = boundTo(world, 'ONAPPUNINSTALL')
  world.tokens.revoke()
  forgetBindings(world)
  if (clean) {
    world.appOptions = {}
    dropAppStorage(world)
  }
  world.installedAt = undefined
  world.uninstalledAt = world.now()
  const data = { LANGUAGE_ID: 'ru', CLEAN: clean ? 1 : 0 }
  const told = sendTo(world, handlers, 'ONAPPUNINSTALL', data)
  world.applicationToken = newApplicationToken()
  return told
}

/** Handlers and placements are dropped: the new version must bind its own. */
export function updateApp(world: World, { version = world.version + 1, newToken = false } = {}) {
  const handlers = boundTo(world, 'ONAPPUPDATE')
  const data = { VERSION: version, PREVIOUS_VERSION: world.version, LANGUAGE_ID: 'ru' }
  world.version = version
  forgetBindings(world)
  if (newToken) world.applicationToken = newApplicationToken()
  return sendTo(world, handlers, 'ONAPPUPDATE', data)
}

/** The old address sends everything on to the new one with 302. Both are this machine. */
export function rename(world: World, host?: string): string {
  const [old = '', port] = world.domain.split(':')
  const name = host ?? (old === 'localhost' ? '127.0.0.1' : 'localhost')
  world.formerDomains.add(world.domain)
  world.domain = `${name}:${port}`
  world.formerDomains.delete(world.domain)
  world.origin = `http://${world.domain}`
  return world.origin
}

export type NewEmployee = Partial<Omit<Employee, 'id'>> & Pick<Employee, 'name' | 'lastName'>

export async function hire(world: World, person: NewEmployee): Promise<Employee> {
  const id = String(Math.max(...world.people.map((one) => Number(one.id))) + 1)
  const usual = { position: 'Менеджер', department: '3', timeZone: 'Europe/Moscow', hiredAt: world.now() }
  const employee: Employee = { ...usual, ...person, id }
  world.people.push(employee)
  await send(world, 'ONUSERADD', {
    ID: id,
    ACTIVE: 'Y',
    EMAIL: `employee${id}@vectrana.example`,
    NAME: employee.name,
    LAST_NAME: employee.lastName,
    UF_DEPARTMENT: [employee.department],
    WORK_POSITION: employee.position,
  })
  return employee
}

export function newApplicationToken(): string {
  return randomBytes(16).toString('hex')
}

function boundTo(world: World, event: string) {
  return world.events.filter((one) => one.event === event && !one.offline)
}

function forgetBindings(world: World) {
  world.events = []
  world.placements = []
  world.waiting = []
}
