/** All that happens by itself. Every verb here may run on several nodes at once: what one has done the other finds done. */
import { forgetCalls } from '../companies/calls.ts'
import { forgetTold } from '../companies/inbox.ts'
import { forgetSessions } from '../companies/sessions.ts'
import { expireFiles, removeBytes, SLICE, sweep } from '../files/erase.ts'
import type { Files } from '../files/port.ts'
import { tidyIndex } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { type Task, work } from './worker.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface Scheduled {
  store: Store
  files: Files
  now: () => Date
  /** Reads a company's people from its host. */
  readPeople(company: string): Promise<unknown>
  /** Compares a slice of a company's cards with their records at the host; answers with where to go on. */
  reconcileCards(company: string, after: string | undefined): Promise<string | undefined>
  /** Acts on a slice of what a company's host has told; true when there is more. */
  workInbox(company: string): Promise<boolean>
  /** Binds again in the portal what it has lost of ours. */
  bindAgain(company: string): Promise<unknown>
  failed: (error: unknown) => void
}

/** Begins what happens by itself; answers with how to end it. */
export function beginSchedule(parts: Scheduled): () => Promise<void> {
  const { store, failed } = parts
  return work(schedule(parts), { companies: () => store.companies(), failed })
}

export const schedule = ({
  store,
  files,
  now,
  readPeople,
  reconcileCards,
  workInbox,
  bindAgain,
  failed,
}: Scheduled): Task[] => [
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
    name: 'calls to hosts older than four days',
    every: DAY,
    slice: (company) => store.write(company, forgetCalls),
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
    name: 'cards as their records are at the host',
    every: 10 * MINUTE,
    slice: inSlices(reconcileCards),
  },
  {
    // Worked as it comes; here is what failed then, or was left by a node that died.
    name: 'what hosts have told',
    every: 10 * SECOND,
    slice: workInbox,
  },
  {
    name: 'what hosts told long ago',
    every: DAY,
    async slice(company) {
      await store.write(company, forgetTold)
      return false
    },
  },
  {
    // Portals drop what we have bound when they update us, and grow kinds of record that want a tab.
    name: 'our tabs and what we listen to',
    every: DAY,
    async slice(company) {
      await bindAgain(company)
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

/** Goes on where the last slice ended, and begins anew when there is no more. */
function inSlices(verb: (company: string, after: string | undefined) => Promise<string | undefined>) {
  const reached = new Map<string, string>()
  return async (company: string) => {
    const next = await verb(company, reached.get(company))
    if (next === undefined) reached.delete(company)
    else reached.set(company, next)
    return next !== undefined
  }
}
