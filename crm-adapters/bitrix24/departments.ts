import { type Command, type Given, list, object, type Rest } from './rest.ts'

const PAGE = 50
/** A thousand departments. */
const MOST_PAGES = 20
/** Departments above one another. */
const LEVELS_MOST = 12

/**
 * Names of a user's departments, the nearest first, by what `user.get` says in `UF_DEPARTMENT`. The topmost is the company
 * itself, and no department.
 */
export type DepartmentsOf = (ids: unknown) => string[]

export const firstDepartments = page(0)

/** Reads what is left after the first page; undefined where we were not given the right, or the portal does not answer. */
export async function departments(rest: Rest, first: Given | undefined): Promise<DepartmentsOf | undefined> {
  if (!first) return undefined
  const pages = Math.min(Math.ceil((first.total ?? 0) / PAGE), MOST_PAGES)
  const further = Array.from({ length: Math.max(pages - 1, 0) }, (_, n) => page((n + 1) * PAGE))
  const found = list(first.value)
  if (further.length > 0) {
    const answer = await rest.batch(Object.fromEntries(further.map((command, n) => [`page${n}`, command])))
    if (!answer.ok) return undefined
    for (const one of Object.values(answer.value)) if (one.ok) found.push(...list(one.value.value))
  }
  const known = new Map(found.map(object).map(({ ID, NAME, PARENT }) => [String(ID), { NAME, PARENT }]))

  return (ids) => {
    const names: string[] = []
    let level = (Array.isArray(ids) ? ids : [ids]).map(String)
    for (let up = 0; up < LEVELS_MOST && level.length > 0; up++) {
      const here = level.flatMap((id) => known.get(id) ?? []).filter(({ PARENT }) => PARENT)
      for (const { NAME } of here) if (typeof NAME === 'string' && !names.includes(NAME)) names.push(NAME)
      level = here.map(({ PARENT }) => String(PARENT))
    }
    return names
  }
}

function page(start: number): Command {
  return { method: 'department.get', params: { sort: 'ID', order: 'ASC', start } }
}
