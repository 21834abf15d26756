/**
 * All that happens by itself: for a company on one node at a time, as long as that node lives. A node that is slow to die may
 * still do what another has begun, so every verb here stands being done on two: what one has done the other finds done.
 */
import { randomUUID } from 'node:crypto'
import { forgetCalls } from '../companies/calls.ts'
import { forgetSessions } from '../companies/sessions.ts'
import { forgetErrands } from '../errands/history.ts'
import { sweep } from '../files/erase.ts'
import type { Files } from '../files/port.ts'
import { forgetLetters } from '../letters/letters.ts'
import { forgetCallings } from '../notices/take-back.ts'
import { tidyIndex } from '../search/search.ts'
import { forgetFormer } from '../setting-up/former-forms.ts'
import { SETUP } from '../signing-in/administrators.ts'
import { forgetTickets, isAnyTicketOver } from '../signing-in/tickets.ts'
import type { Store } from '../store/store.ts'
import { createShares } from './shares.ts'
import { type OwnTask, type Task, work } from './worker.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface Scheduled {
  store: Store
  files: Files
  now: () => Date
  /** Lets go of a slice of what is kept no longer; true when there is more. */
  purge(company: string): Promise<boolean>
  /** Tells authors of a slice of files that go within a day; answers with where to go on. */
  warn(company: string, after: string | undefined): Promise<string | undefined>
  /** Reads a company's people from its host. */
  readPeople(company: string): Promise<unknown>
  /** Compares a slice of a company's cards with their records at the host; answers with where to go on. */
  reconcileCards(company: string, after: string | undefined): Promise<string | undefined>
  /** Compares a slice of the tasks made from messages with the host's; answers with where to go on. */
  compareTasks(company: string, after: string | undefined): Promise<string | undefined>
  /** Takes up what has changed at a company's host and was told by nobody. */
  hearMissed(company: string): Promise<void>
  /** Acts on a slice of what a company's host has told; true when there is more. */
  workInbox(company: string): Promise<boolean>
  /** Begins what is due of a company's errands at its host. */
  workErrands(company: string): Promise<void>
  /** Hears a slice of what has happened in a company's chats, to tell of it outside; true when there may be more. */
  hear(company: string): Promise<boolean>
  /** Calls a slice of those who have not seen what calls them. */
  ring(company: string): Promise<boolean>
  /** Has letters written to a slice of those who have not looked after their bell rang. */
  writeToThem(company: string): Promise<boolean>
  /** Sums up for a slice of people whose summary is due. */
  sumUp(company: string): Promise<boolean>
  /** Sends what is due of a company's letters. */
  workLetters(company: string): Promise<void>
  /** Brings a slice of the records' entries at the host up to date. */
  showWaiting(company: string): Promise<boolean>
  /** Takes a slice of questions not answered in time a step further; true when there may be more. */
  callNext(company: string): Promise<boolean>
  /** Reminds of a slice of what was to be confirmed; true when there may be more. */
  remindDue(company: string): Promise<boolean>
  /** Carries on the leavings of which not all is done. */
  carryOnLeft(company: string): Promise<void>
  /** Takes one step of erasing a company that left and has not come back in time; true when there is more to do. */
  eraseCompany(company: string): Promise<boolean>
  carryOutErasures(company: string): Promise<boolean>
  /** Binds again in the portal what it has lost of ours. */
  bindAgain(company: string): Promise<unknown>
  /** Ends invites whose time is over, and asks about those that end soon; true when there may be more. */
  lookAtInvites(company: string): Promise<boolean>
  /** Readings with a reason last an hour: those that are over leave the screens. */
  supervising: { endDue(company: string): Promise<boolean> }
  /** The audit log: signs a slice of it, publishes its head, tells of what was looked at again and again. */
  auditing: {
    seal(company: string): Promise<boolean>
    publish(company: string): Promise<boolean>
    tellRepeated(): Promise<void>
  }
  /** Dossiers: makes one that waits, drops the bytes of those of yesterday. */
  dossiers: { work(company: string): Promise<boolean>; forget(company: string): Promise<boolean> }
  failed: (error: unknown) => void
}

/** Begins what happens by itself; answers with how to end it. */
export function beginSchedule(parts: Scheduled): () => Promise<void> {
  const { store, failed } = parts
  return work([...schedule(parts), ...ofEachNode(parts)], {
    companies: () => store.companies(),
    // Nobody else works on the one file of the embedded database.
    ...(store.dialect === 'postgres' && { shares: createShares({ store, node: randomUUID(), failed }) }),
    failed,
  })
}

const ofEachNode = ({ auditing }: Scheduled): OwnTask[] => [
  {
    name: 'what was looked at or denied again and again',
    every: MINUTE,
    act: auditing.tellRepeated,
  },
]

export const schedule = ({
  store,
  files,
  now,
  purge,
  warn,
  readPeople,
  reconcileCards,
  compareTasks,
  hearMissed,
  workInbox,
  workErrands,
  hear,
  ring,
  writeToThem,
  sumUp,
  workLetters,
  showWaiting,
  callNext,
  remindDue,
  carryOnLeft,
  eraseCompany,
  carryOutErasures,
  bindAgain,
  lookAtInvites,
  supervising,
  auditing,
  dossiers,
}: Scheduled): Task[] => [
  {
    name: 'what is kept no longer',
    every: HOUR,
    slice: purge,
  },
  {
    name: 'files that go within a day',
    every: HOUR,
    slice: inSlices(warn),
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
    name: 'tasks as they are at the host',
    every: 10 * MINUTE,
    slice: inSlices(compareTasks),
  },
  {
    name: 'changes at the host that nobody told of',
    every: 5 * MINUTE,
    async slice(company) {
      await hearMissed(company)
      return false
    },
  },
  {
    // Worked as it comes; here is what failed then, or was left by a node that died.
    name: 'what hosts have told',
    every: 10 * SECOND,
    slice: workInbox,
  },
  {
    // Heard after each commit; here is what was not, because a node died or the database was busy.
    name: 'what has happened, to be told outside',
    every: 10 * SECOND,
    slice: hear,
  },
  {
    name: 'people who are called and do not look',
    every: 5 * SECOND,
    slice: ring,
  },
  {
    name: 'questions not answered in time',
    every: 10 * SECOND,
    slice: callNext,
  },
  {
    name: 'people who have not confirmed having read',
    every: MINUTE,
    slice: remindDue,
  },
  {
    name: 'people who are called, did not look and wish to be written to',
    every: 30 * SECOND,
    slice: writeToThem,
  },
  {
    name: 'summaries of the day',
    every: 30 * SECOND,
    slice: sumUp,
  },
  {
    name: 'letters and pushes',
    every: 5 * SECOND,
    async slice(company) {
      await workLetters(company)
      return false
    },
  },
  {
    name: 'letters that ended 30 days ago',
    every: DAY,
    slice: (company) => store.write(company, forgetLetters),
  },
  {
    name: 'what called people who never came',
    every: DAY,
    async slice(company) {
      await store.write(company, forgetCallings)
      return false
    },
  },
  {
    name: 'what records show of their chats at the host',
    every: 10 * SECOND,
    slice: showWaiting,
  },
  {
    // Begun as they are entrusted; here is what failed then, was to wait, or was left by a node that died.
    name: 'errands at hosts',
    every: 5 * SECOND,
    async slice(company) {
      await workErrands(company)
      return false
    },
  },
  {
    name: 'errands that ended 30 days ago',
    every: DAY,
    slice: (company) => store.write(company, forgetErrands),
  },
  {
    name: 'invites that end',
    every: MINUTE,
    slice: lookAtInvites,
  },
  {
    name: 'private discussions whose reading is over',
    every: MINUTE,
    slice: supervising.endDue,
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
    // What an administrator has lent us goes with his ticket, whether he comes back for it or not.
    name: 'tickets that are over',
    every: MINUTE,
    also: [SETUP],
    async slice(company) {
      const due = await store.read(company, (r) => isAnyTicketOver(r, now()))
      if (due) await store.write(company, forgetTickets)
      return false
    },
  },
  {
    name: 'forms as they were before our tab came, 30 days ago',
    every: DAY,
    async slice(company) {
      await store.write(company, forgetFormer)
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
    // Done as it is begun; here is what was left by a node that died.
    name: 'leavings to be carried on',
    every: 10 * SECOND,
    async slice(company) {
      await carryOnLeft(company)
      return false
    },
  },
  {
    name: 'what was noted in the audit log, to be signed',
    every: 5 * SECOND,
    slice: auditing.seal,
  },
  {
    name: 'heads of the audit log, to be published',
    every: HOUR,
    slice: auditing.publish,
  },
  {
    // Begun as they are asked for; here is what was left by a node that died.
    name: 'dossiers to be made',
    every: 10 * SECOND,
    slice: dossiers.work,
  },
  {
    name: 'dossiers that can be fetched no longer',
    every: HOUR,
    slice: dossiers.forget,
  },
  {
    name: 'companies that left 30 days ago and wished to be forgotten',
    every: HOUR,
    slice: eraseCompany,
  },
  {
    // Done as it is ordered; here is what was left by a node that died, or waited for the host.
    name: 'people to be forgotten, as was ordered',
    every: MINUTE,
    slice: carryOutErasures,
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
