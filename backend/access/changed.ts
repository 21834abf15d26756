import type { Writing } from '../store/store.ts'

/** Told to nobody: those whom it names come again, on every node. */
export const ACCESS_CHANGED = 'access.changed'

/** Has a person's open windows, or everybody's, learn that they see something else now; of one record, or of all. */
export async function tellAccess(
  w: Writing,
  { person, record = null }: { person: string | null; record?: string | null },
) {
  await w.emit(ACCESS_CHANGED, { record: '', people: [], data: { person, record } })
}
