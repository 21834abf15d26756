/** Keeping up with a company's host: what it tells, what it has told nobody of, and what a comparison finds. */
import type { Answer, Changes, CrmPerson } from '../../crm-adapters/port.ts'
import { hasCard } from '../cards/open.ts'
import { lookAgain, type ReconcileDeps, reconcile } from '../cards/reconcile.ts'
import type { WorkHint } from '../companies/hints.ts'
import type { Sessions } from '../companies/sessions.ts'
import { hearMissed, toTheEnd } from '../missed/missed.ts'
import { learnEverybody } from '../people/people.ts'
import { tellOfEmptied } from '../questions/empty-role.ts'
import { recordKey } from '../records.ts'
import { compareTasks, type HostSideDeps, lookAtTask } from '../tasks/host-side.ts'

export interface FollowingDeps extends ReconcileDeps, HostSideDeps {
  sessions: Pick<Sessions, 'endSessionsOf'>
  /** Everybody who works there, as the host tells the company's administrator. */
  people(company: string): Promise<Answer<CrmPerson[]>>
  changesSince(company: string, mark: string | null): Promise<Answer<Changes>>
  /** Told of people who were read, where they are written to included. */
  learnPeople(company: string, people: CrmPerson[]): Promise<void>
  /** A record may look different to anybody now. */
  changed(which: { company: string; record: string }): void
  /** The host did not say who works there. */
  silent(company: string, reason: string): void
}

export function createFollowing(deps: FollowingDeps) {
  const { store, sessions } = deps

  /** Reads a record anew: the host has said that something changed. */
  async function lookAt(company: string, record: string, by: string | null) {
    deps.changed({ company, record })
    const told = await lookAgain(deps, company, record, by)
    if (!told) throw new Error(`the host did not say how ${record} is`)
  }

  /** Reads the company's people from its host; what the host does not say stays as it was. */
  async function readPeople(company: string): Promise<boolean> {
    const answer = await deps.people(company)
    if (!answer.ok) {
      deps.silent(company, answer.reason)
      return false
    }
    await learnEverybody(store, company, answer.value, async (w, person) => {
      await sessions.endSessionsOf(w, person)
      await tellOfEmptied(w, person)
    })
    await deps.learnPeople(company, answer.value)
    return true
  }

  /** Asks the host about what it has told, and takes over what it says. Throws to be tried again. */
  async function onHint(company: string, hint: WorkHint, by: string | null) {
    if (hint.about === 'person') {
      if (!(await readPeople(company))) throw new Error('the host did not say who works there')
      return
    }
    if (hint.about === 'task') {
      if (!(await lookAtTask(deps, company, hint.task))) throw new Error('the host did not say how a task is')
      return
    }
    if (hint.about !== 'record') return
    const record = recordKey(hint.record)
    // Hosts tell of every record there is.
    if (await store.read(company, (r) => hasCard(r, record))) await lookAt(company, record, by)
  }

  async function compareAll(company: string) {
    await readPeople(company)
    await toTheEnd((after) => reconcile(deps, company, after))
    await toTheEnd((after) => compareTasks(deps, company, after))
  }

  return {
    lookAgain: lookAt,
    readPeople,
    onHint,
    /** Compares a slice of the company's cards with their records; answers with where to go on. */
    reconcileCards: (company: string, after: string | undefined) => reconcile(deps, company, after),
    /** The same of the tasks made from messages. */
    compareTasks: (company: string, after: string | undefined) => compareTasks(deps, company, after),
    /** Takes up what has changed at a company's host and was told by nobody. */
    hearMissed: (company: string) =>
      hearMissed({ store, changesSince: deps.changesSince, onHint, compareAll }, company),
  }
}
