/** Which role somebody answers for: as an administrator says, else as his title tells, else his department. Pure. */
import type { Role } from '../shown.ts'
import type { Directory } from './directory.ts'

export interface Titled {
  id: string
  position: string | null
  /** Names of his departments at the host, the nearest first. */
  departments: string[]
}

/** The role a person is shown with; null for none. */
export function roleOf(directory: Pick<Directory, 'roles' | 'roleless'>, person: Titled): string | null {
  const roles = inUse(directory.roles)
  if (directory.roleless.includes(person.id)) return null
  const named = roles.find(({ people }) => people.includes(person.id))
  return named?.id ?? roleTold(roles, person)
}

/** The role a job title tells, if any: `Таможенный декларант` is `customs`; else what the departments' names tell. */
export function roleTold(roles: Role[], { position, departments }: Omit<Titled, 'id'>): string | null {
  for (const title of [position ?? '', ...departments]) {
    const words = spaced(title)
    const found = inUse(roles).find((role) =>
      role.words.some((start) => words.includes(spaced(start).trimEnd())),
    )
    if (found) return found.id
  }
  return null
}

export function inUse(roles: Role[]): Role[] {
  return roles.filter(({ retiredAt }) => retiredAt === undefined)
}

/** Its words in small letters, each with a space before it. */
function spaced(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return ` ${words.filter(Boolean).join(' ')} `
}
