/** The whole of somebody's leaving: decided in one write, done in many short ones, carried on by whoever is there. */
import { setImmediate as turn } from 'node:timers/promises'
import { takeBackOffers } from '../handover/offering.ts'
import type { EndsDeps } from '../invites/ends.ts'
import type { Secrets } from '../keys/secrets.ts'
import { Refused } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { compose, state } from './acts.ts'
import type { LeavingRow } from './handed.ts'
import { beginning, handOver, type Reached } from './handing.ts'
import type { VisibleTo } from './heirs.ts'
import { sizeOf } from './holdings.ts'
import { type Dismissal, dismiss, finish, leavingById, mayLeave, undo, unfinished } from './leaving.ts'
import { inHand } from './preview.ts'
import { takeBack } from './taking-back.ts'
import { tellHeirs } from './telling-heirs.ts'

export interface LeavingDeps extends Omit<EndsDeps, 'sessions'> {
  store: Store
  secrets: Secrets
  sessions: EndsDeps['sessions'] & Parameters<typeof dismiss>[1]['sessions']
  visibleTo: VisibleTo
}

export function createLeaving(deps: LeavingDeps) {
  const { store, secrets } = deps

  /**
   * Asks the host whether the heirs see what they take over; answers with the size of it. Refused as `heir_without_rights`,
   * also when it cannot be asked as an heir.
   */
  async function askAboutHeirs(company: string, { person, heirs }: Dismissal): Promise<string> {
    const size = await store.read(company, (r) => sizeOf(r, person))
    const { records } = await inHand(store, company, person)
    for (const [group, of] of records) {
      const heir = heirs[group]
      if (!heir) continue
      const shown = await deps.visibleTo(company, heir, of)
      if (!shown) throw new Refused('heir_without_rights', 'the CRM cannot be asked as this heir')
      if (!of.every((record) => shown.has(record))) throw new Refused('heir_without_rights')
    }
    return size
  }

  /** Does what is left to do of one leaving. Any number of nodes may: what one has done the other finds done. */
  async function carryOn(company: string, id: string): Promise<void> {
    let reached: Reached | undefined = beginning
    while (reached) {
      const from: Reached = reached
      reached = await store.write(company, async (w) => {
        const leaving = await leavingById(w, id)
        if (!leaving?.dueAt) return undefined
        if (leaving.undoneAt) return (await takeBack(w, deps, leaving)) ? from : undefined
        return handOver(w, deps, leaving, from)
      })
      // Between slices, whoever is waiting gets his turn.
      await turn()
    }
    await conclude(company, id)
  }

  async function conclude(company: string, id: string) {
    const leaving = await store.read(company, (r) => leavingById(r, id))
    const done = leaving?.dueAt ? { leaving, act: await compose(store, leaving) } : undefined
    if (!done) return
    await store.write(company, async (w) => {
      const now = await leavingById(w, id)
      // Somebody has finished it, or begun to take it back.
      if (!now?.dueAt || now.undoneAt?.getTime() !== done.leaving.undoneAt?.getTime()) return
      await state(w, secrets, now, done.act)
      await finish(w, now)
      await tellHeirs(w, now, deps.newId)
      if (now.undoneAt) await takeBackOffers(w, id)
    })
  }

  return {
    /** As `dismiss`; all of it is done when this resolves. */
    async dismiss(visitor: Visitor, wanted: Dismissal): Promise<{ leaving: LeavingRow; fresh: boolean }> {
      const { company } = visitor
      const known = await store.read(company, async (r) => {
        const before = await leavingById(r, wanted.id)
        // Nobody at the host is asked about what is refused anyway.
        if (!before) await mayLeave(r, visitor, wanted)
        return before
      })
      const asked = known ? undefined : await askAboutHeirs(company, wanted)
      const begun = await store.write(company, (w) => dismiss(w, deps, visitor, wanted, asked))
      await carryOn(company, wanted.id)
      return begun
    },

    /** As `undo`; all of it is taken back when this resolves. */
    async undo(visitor: Visitor, id: string): Promise<void> {
      await store.write(visitor.company, (w) => undo(w, visitor, id))
      await carryOn(visitor.company, id)
    },

    /** Carries on what a node has left that died. */
    async carryOnLeft(company: string): Promise<void> {
      for (const { id } of await store.read(company, unfinished)) await carryOn(company, id)
    },
  }
}
