/** The company's roles, as an administrator changes them. */
import type { Role, ShownDirectory } from '../../backend/shown.ts'
import { server } from '../home/home.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { drafted } from './draft.model.ts'

export type Wanted = Pick<ShownDirectory, 'roles' | 'hours' | 'roleless'>
export type Person = ShownDirectory['people'][number]

const address = '/api/company/roles'

export const directory = drafted<ShownDirectory, Wanted>({
  load: () => server().call('GET', address),
  save: (wanted, version) => server().call('PUT', address, { directory: wanted, version }),
  part: ({ roles, hours, roleless }) => ({ roles, hours, roleless }),
})

export const colleagues = () => directory.kept.value?.people ?? []

export function changeRole(id: string, change: (role: Role) => Role): void {
  directory.change((now) => ({
    ...now,
    roles: now.roles.map((role) => (role.id === id ? change(role) : role)),
  }))
}

/** Empty, to be filled in; answers with its id. */
export function addRole(): string {
  const id = `role-${uuid7().slice(-12)}`
  const title = { ru: '', uk: '', en: '' }
  const role: Role = { id, title, words: [], people: [], rota: { weekly: [], dated: [] } }
  directory.change((now) => ({ ...now, roles: [...now.roles, role] }))
  return id
}

export function removeRole(id: string): void {
  directory.change((now) => ({ ...now, roles: now.roles.filter((role) => role.id !== id) }))
}

/** A role's id, `none` for no role whatever the title tells, or `told`: as the title tells. */
export function answersFor({ id }: Person): string {
  const now = directory.draft.value
  if (now?.roleless.includes(id)) return 'none'
  return now?.roles.find(({ people, retiredAt }) => !retiredAt && people.includes(id))?.id ?? 'told'
}

export function setAnswersFor(person: string, what: string): void {
  directory.change((now) => ({
    ...now,
    roles: now.roles.map((role) => {
      const others = role.people.filter((one) => one !== person)
      return { ...role, people: role.id === what ? [...others, person] : others }
    }),
    roleless: [...now.roleless.filter((one) => one !== person), ...(what === 'none' ? [person] : [])],
  }))
}

/** Nobody has said what he answers for, and his title does not tell. */
export function isUnmatched(person: Person): boolean {
  return person.told === null && answersFor(person) === 'told'
}

/** Those who answer for a role as it is on the screen. */
export function holdersIn(role: Role): Person[] {
  return colleagues().filter((person) => {
    const what = answersFor(person)
    return role.people.includes(person.id) || (what === 'told' && person.told === role.id)
  })
}
