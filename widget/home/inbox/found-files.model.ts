/** Files found by their names, beside the discussions that were found by theirs. */
import { signal } from '@preact/signals'
import type { ShownDocument } from '../../../backend/shown.ts'
import type { HomeApi } from '../api.ts'

export const files = signal<ShownDocument[]>([])

/** Each question has a number: an answer that comes late is dropped. */
let asked = 0

/** Asked after the list, which has the host name the records; without an answer there are the discussions. */
export async function findFiles(api: HomeApi, q: string): Promise<void> {
  const mine = ++asked
  if (!q) {
    files.value = []
    return
  }
  const answer = await api.files(q)
  if (mine === asked) files.value = answer.ok ? answer.value.files : []
}
