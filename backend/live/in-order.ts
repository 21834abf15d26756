/** What companies' events tell, read as it is committed, each once and in order, and handed on to whoever looks. */
import { isDeepStrictEqual } from 'node:util'
import { lastPosition, type Reading, type Store } from '../store/store.ts'
import { type EventRow, eventsAfter } from './show-events.ts'

const AT_ONCE = 500

export interface Watched {
  /** Told everybody up to here. */
  told: number
  /** Telling everybody up to here, or told. */
  begun: number
  /** Committed up to here. */
  head: number
  /** The last event that was told, once one was. */
  last?: EventRow | undefined
  telling: Promise<void> | undefined
}

export interface InOrderDeps<C> {
  store: Pick<Store, 'read'>
  failed(error: unknown): void
  /** What else is remembered of a company, once somebody looks. */
  more(): C
  /** Nobody looks any more. */
  isIdle(company: C): boolean
  deliver(id: string, company: Watched & C, rows: EventRow[], head: number): Promise<void>
  /**
   * What was told is not what there is: it was erased, has come back and counts its events from the start; or the database is
   * another one, in which the latest of it never were.
   */
  beganAnew(id: string): void
}

export function inOrder<C>({ store, failed, more, isIdle, deliver, beganAnew }: InOrderDeps<C>) {
  const companies = new Map<string, Watched & C>()

  function published(id: string, position: number) {
    const company = companies.get(id)
    if (!company || position <= company.head) return
    company.head = position
    tellLater(id, company)
  }

  function tellLater(id: string, company: Watched & C) {
    if (company.telling || company.told >= company.head || companies.get(id) !== company) return
    company.telling = tell(id, company).then(
      () => {
        company.telling = undefined
        tellLater(id, company)
      },
      (error) => {
        // Nothing is lost: the next commit, or a resume, tells it again.
        company.telling = undefined
        failed(error)
      },
    )
  }

  async function tell(id: string, company: Watched & C) {
    while (company.told < company.head) {
      const { told: after, last, head: upTo } = company
      const { rows, same } = await store.read(id, (r) => since(r, { after, last, upTo }))
      // What is new may stand under numbers beyond the last one that was told, and before them lie others than were told.
      if (!same) return beganAnew(id)
      const told = rows.length < AT_ONCE ? upTo : rows.at(-1)!.position
      company.begun = told
      await deliver(id, company, rows, told)
      company.told = told
      company.last = rows.at(-1) ?? last
    }
  }

  function begin(id: string, position: number) {
    // Somebody else may have asked meanwhile.
    if (companies.has(id)) return
    companies.set(id, { told: position, begun: position, head: position, telling: undefined, ...more() })
  }

  async function headOf(id: string, company: Watched & C) {
    const { told, last } = company
    const { head, same } = await store.read(id, async (r) => ({
      head: await lastPosition(r),
      same: last === undefined || (await isStill(r, last)),
    }))
    if (companies.get(id) !== company) return
    if (head < told || !same) beganAnew(id)
    else published(id, head)
    // What failed to be told is told now.
    tellLater(id, company)
  }

  return {
    companies,
    published,

    /** From now on this company's events are read, for as long as somebody looks: `enter` lets him in. */
    async of(id: string, enter: (company: Watched & C) => void): Promise<Watched & C> {
      if (!companies.has(id)) begin(id, await store.read(id, lastPosition))
      const company = companies.get(id)!
      enter(company)
      return company
    },

    /** Finds out how far each company has come: another node's hint may have been lost. */
    async look() {
      for (const [id, company] of companies) {
        if (isIdle(company)) companies.delete(id)
        else await headOf(id, company).catch(failed)
      }
    },
  }
}

/** What is to be told next, and whether what was told last is still what stands there: read together with it. */
async function since(
  r: Reading,
  { after, last, upTo }: { after: number; last: EventRow | undefined; upTo: number },
) {
  if (!last) return { rows: await eventsAfter(r, after, upTo, AT_ONCE), same: true }
  const [found, ...others] = await eventsAfter(r, last.position - 1, upTo, AT_ONCE + 1)
  if (found?.position === last.position) return { rows: others, same: isDeepStrictEqual(found, last) }
  // It was let go of since.
  return { rows: await eventsAfter(r, after, upTo, AT_ONCE), same: true }
}

/** Whether an event is the one that was told under its number; one that was let go of since is. */
async function isStill(r: Reading, told: EventRow): Promise<boolean> {
  const [found] = await eventsAfter(r, told.position - 1, told.position, 1)
  return found === undefined || isDeepStrictEqual(found, told)
}
