/** A host that does as it is told, workers who do errands there, and time that is moved by hand. */

import { entrust, type NewErrand, type Outcome } from '../../backend/errands/errands.ts'
import { createErrands, type Errands } from '../../backend/errands/work.ts'
import type { Answer, CrmRefusal, Deed, Done } from '../../crm-adapters/port.ts'
import type { TestStores } from '../stores.ts'

export const company = 'c1'
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** What the host does with a deed: carries it out, refuses it, carries it out without answering, or nothing at all. */
export type Way = 'done' | 'unanswered' | 'unheard' | CrmRefusal

export type Office = Awaited<ReturnType<typeof office>>

export async function office(stores: TestStores) {
  let time = Date.parse('2026-11-20T09:00:00Z')
  const now = () => new Date(time)
  let kick: (() => void) | undefined
  const store = await stores.open({ now, woken: () => kick?.() })

  const carriedOut: string[] = []
  const asked: string[] = []
  const asWhom: (string | null)[] = []
  const endings: { id: string; outcome: Outcome }[] = []
  const mistakes: unknown[] = []
  const ways = new Map<string, Way[]>()
  let before: (deed: Deed) => Promise<void> = async () => {}
  let preparing: () => Promise<void> = async () => {}

  async function act(_: string, as: string | null, deed: Deed): Promise<Answer<Done>> {
    await before(deed)
    asWhom.push(as)
    asked.push(`do ${deed.key}`)
    const way = ways.get(deed.key)?.shift() ?? 'done'
    if (way === 'done' || way === 'unanswered') carriedOut.push(deed.key)
    if (way === 'done') return { ok: true, value: { id: `made for ${deed.key}`, url: null } }
    return refused(way === 'unanswered' || way === 'unheard' ? 'unreachable' : way)
  }

  async function done(_: string, __: string | null, { key }: Deed): Promise<Answer<Done | null>> {
    asked.push(`is ${key} done`)
    const [silent] = ways.get(`look for ${key}`) ?? []
    if (silent) {
      ways.get(`look for ${key}`)?.shift()
      return refused(silent as CrmRefusal)
    }
    return { ok: true, value: carriedOut.includes(key) ? { id: `made for ${key}`, url: null } : null }
  }

  /** @param its the time it believes it is */
  function newWorker(its = now): Errands {
    return createErrands({
      store,
      now: its,
      act,
      done,
      async prepare(_, { id, deed }) {
        await preparing()
        return deed.do === 'keep' || deed.do === 'leave' || deed.do === 'relay'
          ? undefined
          : { ...deed, key: id }
      },
      concluded: async (_, { id }, outcome) => void endings.push({ id, outcome }),
      failed: (error) => mistakes.push(error),
      random: () => 1,
    })
  }
  const worker = newWorker()
  kick = () => void worker.work(company)

  return {
    store,
    worker,
    newWorker,
    /** In the order the host carried them out. */
    carriedOut,
    /** In the order the host was asked. */
    asked,
    /** With whose rights, deed for deed. */
    asWhom,
    endings,
    mistakes,
    now,
    /** What the host does with the next tries of an errand; what is not said is done. */
    will: (id: string, ...next: Way[]) => ways.set(id, next),
    /** Why the host does not say whether an errand has been done. */
    willNotSay: (id: string, ...why: CrmRefusal[]) => ways.set(`look for ${id}`, why),
    /** What every deed has to wait for at the host. */
    holdUp(wait: (deed: Deed) => Promise<void>) {
      before = wait
    },
    /** What comes between taking an errand up and asking the host. */
    prepareWith(wait: () => Promise<void>) {
      preparing = wait
    },
    /** From now on nobody is told of what is entrusted. */
    tellNobody() {
      kick = undefined
    },
    entrust: (...errands: NewErrand[]) =>
      store.write(company, async (w) => {
        for (const errand of errands) await entrust(w, errand)
      }),
    /** Lets time pass, then does what is due. */
    async pass(milliseconds: number, by: Errands = worker) {
      time += milliseconds
      await by.work(company)
      await by.idle()
    },
    async close() {
      await worker.stop()
      await store.close()
    },
  }
}

export function note(id: string, more: Partial<NewErrand> = {}): NewErrand {
  const record = { type: 'deal', id: '1204' }
  const deed = { do: 'note', record, title: 'Тема закрыта', text: id } as const
  return { id, deed, as: null, lane: 'deal:1204', ...more }
}

function refused(reason: CrmRefusal): Answer<never> {
  return { ok: false, reason, message: 'as the test says' }
}
