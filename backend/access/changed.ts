import type { Writing } from '../store/store.ts'

/** Told to nobody: those whom it names are sent away, on every node. */
export const ACCESS_CHANGED = 'access.changed'

/**
 * Has a person's open windows, or everybody's, learn that they see something else now. `over`: of this record he sees
 * nothing any more.
 */
export async function tellAccess(
  w: Writing,
  { person, record = null, over = false }: { person: string | null; record?: string | null; over?: boolean },
) {
  await w.emit(ACCESS_CHANGED, { record: '', people: [], data: { person, record, over: over ? 1 : 0 } })
}
