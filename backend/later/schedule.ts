/**
 * All that happens by itself: for a company on one node at a time, as long as that node lives. A node that is slow to die may
 * still do what another has begun, so every verb here stands being done on two: what one has done the other finds done.
 */
import { randomUUID } from 'node:crypto'
import { forgetCalls } from '../companies/calls.ts'
import { forgetSessions } from '../companies/sessions.ts'
import { forgetErrands } from '../errands/history.ts'
import { sweep } from '../files/erase.ts'
import { forgetLetters } from '../letters/letters.ts'
import { forgetCallings } from '../notices/take-back.ts'
import { tidyIndex } from '../search/search.ts'
import { forgetFormer } from '../setting-up/former-forms.ts'
import { SETUP } from '../signing-in/administrators.ts'
import { forgetTickets, isAnyTicketOver } from '../signing-in/tickets.ts'
import { due } from './due.ts'
import type { Scheduled } from './scheduled.ts'
import { createShares } from './shares.ts'
import { type OwnTask, type Task, work } from './worker.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Begins what happens by itself; answers with how to end it. */
export function beginSchedule(parts: Scheduled): () => Promise<void> {
  const { store, wallClock, failed } = parts
  /** What its time is over for does not go by a clock that is not believed. */
  const believing = (task: Task): Task => ({
    ...task,
    slice: async (company) => !(task.ends && wallClock.doubt()) && task.slice(company),
  })
  return work([...schedule(parts).map(believing), ...ofEachNode(parts)], {
    companies: (due) => store.companies(due),
    // Nobody else works on the one file of the embedded database.
    ...(store.dialect === 'postgres' && { shares: createShares({ store, node: randomUUID(), failed }) }),
    failed,
  })
}

const ofEachNode = ({ auditing, store, tidyLedger, wallClock, noteSeen, failed }: Scheduled): OwnTask[] => [
  {
    name: 'that the server runs now',
    every: 10 * MINUTE,
    act: noteSeen,
  },
  {
    name: 'who was forgotten so long ago that no backup has him',
    every: DAY,
    act: async () => void (wallClock.doubt() ?? (await tidyLedger())),
  },
  {
    // Begun here and not waited for: a large one takes minutes, and a stop may come.
    name: 'whether the database is as it was written',
    every: DAY,
    act: async () => void store.examine().catch(failed),
  },
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
  partings,
  seeToHolds,
  texts,
}: Scheduled): Task[] => [
  {
    name: 'what is kept no longer',
    every: HOUR,
    ends: true,
    slice: purge,
  },
  {
    name: 'files that go within a day',
    every: HOUR,
    ends: true,
    slice: inSlices(warn),
  },
  {
    name: 'holds that end, or have ended',
    every: 10 * MINUTE,
    ends: true,
    due: due.holds,
    slice: seeToHolds,
  },
  {
    name: 'sessions long over',
    every: DAY,
    ends: true,
    slice: once((company) => store.write(company, forgetSessions)),
  },
  {
    name: 'calls to hosts older than four days',
    every: DAY,
    ends: true,
    slice: (company) => store.write(company, forgetCalls),
  },
  {
    name: 'words of deleted messages in the search index',
    every: DAY,
    slice: once((company) => tidyIndex(store, company)),
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
    slice: once(hearMissed),
  },
  {
    // Worked as it comes; here is what failed then, or was left by a node that died.
    name: 'what hosts have told',
    every: 10 * SECOND,
    due: due.tellings,
    slice: workInbox,
  },
  {
    // Heard after each commit; here is what was not, because a node died or the database was busy.
    name: 'what has happened, to be told outside',
    every: 10 * SECOND,
    due: due.toBeTold,
    slice: hear,
  },
  {
    name: 'people who are called and do not look',
    every: 5 * SECOND,
    due: due.callings,
    slice: ring,
  },
  {
    name: 'questions not answered in time',
    every: 10 * SECOND,
    due: due.questions,
    slice: callNext,
  },
  {
    name: 'people who have not confirmed having read',
    every: MINUTE,
    due: due.reminders,
    slice: remindDue,
  },
  {
    name: 'people who are called, did not look and wish to be written to',
    every: 30 * SECOND,
    due: due.writings,
    slice: writeToThem,
  },
  {
    name: 'summaries of the day',
    every: 30 * SECOND,
    due: due.summaries,
    slice: sumUp,
  },
  {
    name: 'letters and pushes',
    every: 5 * SECOND,
    due: due.letters,
    slice: once(workLetters),
  },
  {
    name: 'letters that ended 30 days ago',
    every: DAY,
    ends: true,
    slice: (company) => store.write(company, forgetLetters),
  },
  {
    name: 'what called people who never came',
    every: DAY,
    ends: true,
    slice: once((company) => store.write(company, forgetCallings)),
  },
  {
    name: 'what records show of their chats at the host',
    every: 10 * SECOND,
    due: due.anchors,
    slice: showWaiting,
  },
  {
    // Begun as they are entrusted; here is what failed then, was to wait, or was left by a node that died.
    name: 'errands at hosts',
    every: 5 * SECOND,
    due: due.errands,
    slice: once(workErrands),
  },
  {
    name: 'texts that are to be kept in the CRM from now on',
    every: 10 * SECOND,
    due: due.handingOver,
    slice: texts.handOver,
  },
  {
    name: 'texts that could not be handed over, or were on hold',
    every: HOUR,
    due: due.handingOverAgain,
    slice: once(texts.handOverAgain),
  },
  {
    name: 'what is left in files of texts that the CRM alone has',
    every: HOUR,
    due: due.toVanish,
    slice: once(texts.vanish),
  },
  {
    name: 'errands that ended 30 days ago',
    every: DAY,
    ends: true,
    slice: (company) => store.write(company, forgetErrands),
  },
  {
    name: 'invites that end',
    every: MINUTE,
    due: due.invites,
    slice: lookAtInvites,
  },
  {
    name: 'private discussions whose reading is over',
    every: MINUTE,
    due: due.readings,
    slice: supervising.endDue,
  },
  {
    // Portals drop what we have bound when they update us, and grow kinds of record that want a tab.
    name: 'our tabs and what we listen to',
    every: DAY,
    slice: once(bindAgain),
  },
  {
    // What an administrator has lent us goes with his ticket, whether he comes back for it or not.
    name: 'tickets that are over',
    every: MINUTE,
    due: due.tickets,
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
    ends: true,
    slice: once((company) => store.write(company, forgetFormer)),
  },
  {
    name: 'people as the host has them',
    every: HOUR,
    slice: once(readPeople),
  },
  {
    // Done as it is begun; here is what was left by a node that died.
    name: 'leavings to be carried on',
    every: 10 * SECOND,
    due: due.leavings,
    slice: once(carryOnLeft),
  },
  {
    name: 'what was noted in the audit log, to be signed',
    every: 5 * SECOND,
    due: due.toBeSigned,
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
    due: due.dossiers,
    slice: dossiers.work,
  },
  {
    name: 'dossiers that can be fetched no longer',
    every: HOUR,
    ends: true,
    slice: dossiers.forget,
  },
  {
    // Begun as they are ordered and as the CRM takes them; here is what waited for it, or was left by a node that died.
    name: 'dossiers to be put into the CRM',
    every: 10 * SECOND,
    due: due.partings,
    slice: partings.work,
  },
  {
    name: 'companies that left 30 days ago and wished to be forgotten',
    every: HOUR,
    ends: true,
    slice: eraseCompany,
  },
  {
    // Done as it is ordered; here is what was left by a node that died, or waited for the host.
    name: 'people to be forgotten, as was ordered',
    every: MINUTE,
    due: due.erasures,
    slice: carryOutErasures,
  },
  {
    name: 'bytes that no file speaks for',
    every: DAY,
    ends: true,
    slice: once((company) => sweep(store, files, company, now())),
  },
]

/** All of it at once. */
function once(verb: (company: string) => Promise<unknown>) {
  return async (company: string) => {
    await verb(company)
    return false
  }
}

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
