import type { Writing } from '../store/store.ts'

/** Told to nobody: whose sessions are over is sent away from every window, on every node. */
export const SHOWN_OUT = 'person.shown_out'

/** To be called in the write that ends his sessions. */
export async function showOut(w: Writing, person: string) {
  await w.emit(SHOWN_OUT, { record: '', people: [], data: { person } })
}
