/** What a commit shares in either database: savepoints, positions, one reading of the clock for each piece of work. */
import { hash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Waiting } from './group.ts'
import { lastPosition } from './position.ts'
import { prepared } from './prepared.ts'
import { type Awaits, noteStirred } from './stirred.ts'
import type { Reading, StoreOptions, Work, Writing } from './store.ts'

export type Command = 'savepoint piece' | 'release piece' | 'rollback to piece'

/** An open transaction, as far as a group needs one. */
export interface Transaction {
  reading(company: string): Reading
  /** Has its answer waited for later: what follows is run after it in any case. */
  command(statement: Command): unknown
  /** Whether others may still stand when one has failed so: not when the database has thrown all of it away. */
  survives(error: unknown): boolean
}

type Ending = () => Promise<void>

/** What a piece of work leaves to the commit it shares. */
interface Collected extends Pick<Writing, 'onceStored' | 'wake' | 'stir' | 'commit' | 'mark' | 'unwaited'> {
  positions: Map<string, number>
  ending: Ending[]
}

export type Job = Waiting<Writing>

export function nestedWrite() {
  return new Error('store.write() inside store.write(): pass the open write on instead')
}

/** Runs each job in its savepoint; returns what to tell once the commit is durable. Throws when nothing of the group can stand. */
export async function runGroup(jobs: Job[], tx: Transaction, options: StoreOptions): Promise<() => void> {
  const positions = new Map<string, number>()
  const settle: (() => void)[] = []
  const last: Ending[] = []
  const stirred = new Map<string, Set<Awaits>>()
  const unanswered: unknown[] = []
  const command = (statement: Command) => void unanswered.push(tx.command(statement))
  const unwaited = (work: PromiseLike<unknown>) => {
    const done = Promise.resolve(work)
    // Until the end nobody is there to hear of a failure.
    done.catch(() => {})
    unanswered.push(done)
  }
  const commit = {}
  const { mark: marked = unkeyed } = options
  // Whoever has a commit to himself needs nothing to go back to.
  const isShared = jobs.length > 1

  for (const job of jobs) {
    const before = positions.get(job.company)
    const ending: Ending[] = []
    const asked = new Set<Work>()
    const afterwards: (() => void)[] = []
    if (isShared) command('savepoint piece')
    try {
      const wake = (work: Work) => void asked.add(work)
      const onceStored = (act: () => void) => void afterwards.push(act)
      const mark = (text: string) => marked(job.company, text)
      // Should the piece be taken back, somebody looks once for nothing.
      const stir = (awaits: Awaits) =>
        void stirred.set(job.company, (stirred.get(job.company) ?? new Set()).add(awaits))
      const collected = { commit, mark, positions, ending, onceStored, wake, stir, unwaited }
      const result = await job.work(writing(tx.reading(job.company), collected))
      if (isShared) command('release piece')
      last.push(...ending)
      settle.push(() => {
        for (const act of afterwards) act()
        job.stored(result)
        for (const work of asked) options.woken?.(job.company, work)
      })
    } catch (error) {
      if (!isShared || !tx.survives(error)) throw error
      command('rollback to piece')
      command('release piece')
      if (before === undefined) positions.delete(job.company)
      else positions.set(job.company, before)
      settle.push(() => job.refused(error))
    }
  }

  for (const work of last) await work()
  for (const [company, awaits] of stirred) await noteStirred(tx.reading(company), company, awaits)
  // Should one have failed, nobody knows what of the group stands.
  await Promise.all(unanswered)

  return () => {
    for (const tell of settle) tell()
    for (const [company, position] of positions) options.published?.(company, position)
  }
}

/** Where no key is known, as in a test of the store alone. */
function unkeyed(company: string, text: string): string {
  return hash('sha256', `${company}\n${text}`, 'base64url')
}

function writing(reading: Reading, collected: Collected): Writing {
  const { positions, ending, commit, mark, onceStored, wake, stir, unwaited } = collected
  const { company, now } = reading
  return {
    ...reading,
    commit,
    mark,
    atEnd: (work) => void ending.push(work),
    unwaited,
    onceStored,
    wake,
    stir,
    async emit(topic, about) {
      const position = (positions.get(company) ?? (await lastPosition(reading))) + 1
      positions.set(company, position)
      stir('telling')
      const { record, thread = null, people = null, data } = about
      await insertEvent(reading).execute({ company, position, topic, record, thread, people, data, at: now })
    },
  }
}

const insertEvent = prepared('insert_event', (db, t) =>
  db.insert(t.event).values({
    company: sql.placeholder('company'),
    position: sql.placeholder('position'),
    topic: sql.placeholder('topic'),
    record: sql.placeholder('record'),
    thread: sql.placeholder('thread'),
    people: sql.placeholder('people'),
    data: sql.placeholder('data'),
    at: sql.placeholder('at'),
  }),
)
