/**
 * Files of a class (cost price, margin, personal data) and who is shown them. Every road a file goes asks here: its door, the
 * messages it came with, lists and searches, what the host is handed. Whoever is not shown a class is not told that such a file has a name.
 */
import { inArray, isNull, notInArray, or, type SQL } from 'drizzle-orm'
import type { FileClass, Standing } from '../shown.ts'
import type { Reading } from '../store/store.ts'

export interface Admission {
  /** Of files that have a class, those of these only; null for all. */
  only: readonly FileClass[] | null
  /** None of these. */
  closed: readonly FileClass[]
}

export const everyClass: Admission = { only: null, closed: [] }

export function admits({ only, closed }: Admission, of: FileClass | null | undefined): boolean {
  return !of || ((only === null || only.includes(of)) && !closed.includes(of))
}

/** Whether there is no class he is not shown. */
export function admitsAll({ only, closed }: Admission): boolean {
  return only === null && closed.length === 0
}

/** The same as `admits`, of a column. */
export function whereAdmitted(
  column: Reading['t']['file']['class'],
  { only, closed }: Admission,
): SQL | undefined {
  if (only !== null) {
    const open = only.filter((one) => !closed.includes(one))
    return open.length > 0 ? or(isNull(column), inArray(column, open)) : isNull(column)
  }
  return closed.length > 0 ? or(isNull(column), notInArray(column, [...closed])) : undefined
}

/** Which classes a standing is not shown, as an administrator has said. */
export function closedTo(
  standing: Standing,
  classes: readonly { id: FileClass; closedTo: readonly Standing[] }[] | null | undefined,
): FileClass[] {
  return (classes ?? []).filter((one) => one.closedTo.includes(standing)).map(({ id }) => id)
}
