/** What becomes of a company's talk when it removes us, put together: said by its administrators, and carried out. */
import { audit } from '../audit/audit.ts'
import { soon } from '../later/soon.ts'
import type { LastWish, PartingPreview } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import { callOffParting, orderParting, type WantedParting } from './ordering.ts'
import { receiptOf } from './receipt.ts'
import { countToLeave } from './showing.ts'
import { shownLastWish, wishAtParting } from './wish.ts'
import { createWorking, type WorkingDeps } from './working.ts'

export interface PartingDeps extends WorkingDeps {
  /** Who reads what is laid into the company's CRM. */
  leavesTo(company: string): Promise<PartingPreview['readers']>
}

export function createPartings(deps: PartingDeps) {
  const { store, failed, leavesTo, largestFile } = deps
  const working = createWorking(deps)
  const workSoon = soon(async (company) => {
    while (await working.work(company));
  }, failed)
  const shown = ({ company }: Visitor) => store.read(company, shownLastWish)

  return {
    shown,

    async wish(visitor: Visitor, wish: LastWish) {
      await store.write(visitor.company, (w) => wishAtParting(w, visitor, wish))
      return shown(visitor)
    },

    async preview({ company, person }: Visitor): Promise<PartingPreview> {
      const readers = await leavesTo(company)
      const largest = await largestFile(company, person)
      const counted = await store.read(company, (r) => countToLeave(r, readers))
      return { ...counted, largest: largest.ok ? largest.value : null }
    },

    /** As `orderParting`; it is begun at once. */
    async order(visitor: Visitor, wanted: WantedParting) {
      const readers = await leavesTo(visitor.company)
      await store.write(visitor.company, (w) => orderParting(w, visitor, wanted, readers))
      workSoon(visitor.company)
      return shown(visitor)
    },

    /** As `callOffParting`. */
    async callOff(visitor: Visitor, id: string) {
      await store.write(visitor.company, (w) => callOffParting(w, visitor, id))
      workSoon(visitor.company)
      return shown(visitor)
    },

    /** As `receiptOf`; that it was taken is noted. */
    async receipt(by: Visitor, id: string) {
      const signed = await store.read(by.company, (r) => receiptOf(r, id))
      await store.write(by.company, async (w) => {
        audit(w, { act: 'exported', by, on: { thing: id }, data: { name: 'parting.json' } })
      })
      return signed
    },

    /** Does one step of what was ordered; true when there may be more now. */
    work: working.work,
    soon: workSoon,
    /** Resolves when nothing is being done here that was ordered. */
    idle: workSoon.idle,

    async stop() {
      working.stop()
      await workSoon.idle()
    },
  }
}

export type Partings = ReturnType<typeof createPartings>
