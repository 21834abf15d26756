import type { Answer, CrmPerson } from '../port.ts'
import { departments, firstDepartments } from './departments.ts'
import {
  BATCH,
  type Command,
  type Given,
  type GivenBy,
  type Json,
  list,
  object,
  type Rest,
  refusal,
} from './rest.ts'

const PAGE = 50
/** Of each kind; 50,000 people who work there and as many who did. More than any portal has: a count need not be true. */
const MOST_PAGES = 1000

/** Commands that tell who the token's owner is, for any batch. */
export const whoAmI = {
  profile: { method: 'profile' },
  user: { method: 'user.current' },
} satisfies Record<string, Command>

/** Who the token's owner is: the user the OAuth server has named, `denied` when the portal has no such active one. */
export function me(given: GivenBy<typeof whoAmI>, named: string): Answer<CrmPerson> {
  const { profile, user } = given
  if (!profile.ok) return profile
  // `profile` needs no scope and knows who is an administrator, `user.current` knows the job title.
  const known = object(profile.value.value)
  const details = user.ok ? object(user.value.value) : {}
  if (!known.ID) return refusal('denied', 'profile: the user is not active')
  if (String(known.ID) !== named)
    return refusal('forged', 'the portal names another user than the OAuth server')
  return { ok: true, value: { ...person({ ...known, ...details, ID: named }), admin: known.ADMIN === true } }
}

/** Everybody the portal names as an employee, those who have left included. */
export async function people(rest: Rest): Promise<Answer<CrmPerson[]>> {
  const first = await rest.batch({ active: page(true, 0), left: page(false, 0), units: firstDepartments })
  if (!first.ok) return first
  const { active, left, units } = first.value
  if (!active.ok) return active
  if (!left.ok) return left

  const further = [...pagesAfterFirst(true, active.value), ...pagesAfterFirst(false, left.value)]
  const found = [...list(active.value.value), ...list(left.value.value)]
  for (let start = 0; start < further.length; start += BATCH) {
    const batch = further.slice(start, start + BATCH)
    const answer = await rest.batch(Object.fromEntries(batch.map((command, n) => [`page${n}`, command])))
    if (!answer.ok) return answer
    const before = found.length
    for (const one of Object.values(answer.value)) {
      if (!one.ok) return one
      found.push(...list(one.value.value))
    }
    // Whatever the count says, there is nobody any more.
    if (found.length === before) break
  }
  const departmentsOf = await departments(rest, units.ok ? units.value : undefined)
  const all = found.map((user) => ({
    ...person(user),
    ...(departmentsOf && { departments: departmentsOf(user.UF_DEPARTMENT) }),
  }))
  // Somebody who joins or leaves while we read may turn up on two pages.
  return { ok: true, value: [...new Map(all.map((one) => [one.id, one])).values()] }
}

function page(active: boolean, start: number): Command {
  return {
    method: 'user.get',
    params: { FILTER: { ACTIVE: active, USER_TYPE: 'employee' }, sort: 'ID', order: 'ASC', start },
  }
}

function pagesAfterFirst(active: boolean, { total = 0 }: Given): Command[] {
  const pages = Math.min(Math.ceil(total / PAGE), MOST_PAGES)
  return Array.from({ length: Math.max(pages - 1, 0) }, (_, n) => page(active, (n + 1) * PAGE))
}

function person(user: Json): CrmPerson {
  const name = [user.NAME, user.LAST_NAME].map(text).filter(Boolean).join(' ')
  return {
    id: String(user.ID),
    name: name || text(user.EMAIL) || `#${user.ID}`,
    position: text(user.WORK_POSITION) || null,
    // Told under wider rights than those we ask for.
    ...(text(user.EMAIL) && { email: text(user.EMAIL) }),
    photo: text(user.PERSONAL_PHOTO) || null,
    admin: null,
    active: user.ACTIVE !== false && user.ACTIVE !== 'N',
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
