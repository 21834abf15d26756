/** What happens by itself, as those who do it offer it. */
import type { Files } from '../files/port.ts'
import type { Store } from '../store/store.ts'

export interface Scheduled {
  store: Store
  files: Files
  now: () => Date
  /** Lets go of a slice of what is kept no longer; true when there is more. */
  purge(company: string): Promise<boolean>
  /** Tells threads and authors of a slice of files that go within a day; answers with where to go on. */
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
  texts: {
    /** Hands over a slice of what is to be kept in the CRM only; true when there is more. */
    handOver(company: string): Promise<boolean>
    /** Hands over what was on hold, or could not be brought for days. */
    handOverAgain(company: string): Promise<void>
    /** Makes sure that what has gone over can be read from no file here. */
    vanish(company: string): Promise<void>
  }
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
  /** Lets the ledger of this node go of those who are in no backup any more. */
  tidyLedger(): Promise<void>
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
  /** Tells of holds that end within a day, and notes those that have; true when there may be more. */
  seeToHolds(company: string): Promise<boolean>
  /** Puts a dossier after another into the CRM, as was ordered. */
  partings: { work(company: string): Promise<boolean> }
  /** Why the clock of this machine is not believed, when it is not. */
  wallClock: { doubt(): string | undefined }
  /** Notes that the server runs now. */
  noteSeen(): Promise<void>
  failed: (error: unknown) => void
}
