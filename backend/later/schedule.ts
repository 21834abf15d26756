/** All that happens by itself. Every verb here may run on several nodes at once: what one has done the other finds done. */
import { forgetSessions } from '../companies/sessions.ts'
import { expireFiles, removeBytes, SLICE, sweep } from '../files/erase.ts'
import type { Files } from '../files/port.ts'
import { tidyIndex } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { type Task, work } from './worker.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

export interface Scheduled {
  store: Store
  files: Files
  now: () => Date
  /** Reads a company's people from its host. */
  readPeople(company: string): Promise<void>
  failed: (error: unknown) => void
}

/** Begins what happens by itself; answers with how to end it. */
export function beginSchedule(parts: Scheduled): () => Promise<void> {
  const { store, failed } = parts
  return work(schedule(parts), { companies: () => store.companies(), failed })
}

export const schedule = ({ store, files, now, readPeople, failed }: Scheduled): Task[] => [
  {
    name: 'files whose 30 days are over',
    every: HOUR,
    async slice(company) {
      const erased = await store.write(company, (w) => expireFiles(w, aboutThread))
      // The rows say they are gone; what can't be removed now is left to the sweep.
      await removeBytes(files, company, erased).catch(failed)
      return erased.length === SLICE
    },
  },
  {
    name: 'sessions long over',
    every: DAY,
    async slice(company) {
      await store.write(company, forgetSessions)
      return false
    },
  },
  {
    name: 'words of deleted messages in the search index',
    every: DAY,
    async slice(company) {
      await tidyIndex(store, company)
      return false
    },
  },
  {
    name: 'people as the host has them',
    every: HOUR,
    async slice(company) {
      await readPeople(company)
      return false
    },
  },
  {
    name: 'bytes that no file speaks for',
    every: DAY,
    async slice(company) {
      await sweep(store, files, company, now())
      return false
    },
  },
]
