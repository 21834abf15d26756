/** A card as somebody who comes to it, or has it open, sees it. */
import type { Answer, Opening, RecordContext, RecordRef } from '../../crm-adapters/port.ts'
import { sight } from '../access/sight.ts'
import { emptyPanel, panelWithout } from '../access/veil.ts'
import type { Invitations } from '../invites/invitations.ts'
import type { Departing } from '../leaving/departing.ts'
import { learnLocale } from '../people/people.ts'
import { recordKey, recordRef } from '../records.ts'
import type { Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Access } from './access.ts'
import { continueElsewhere } from './left-behind.ts'
import { latestCards, openCard, reopenCard } from './open.ts'
import type { Panels } from './panel.ts'

export interface LookingDeps {
  store: Store
  access: Access
  panels: Panels
  invitations: Pick<Invitations, 'snapshot'>
  seen: Departing['seen']
  newId: () => string
  /** Which of these records this person's host shows him now. */
  visible(company: string, person: string, refs: RecordRef[]): Promise<Answer<RecordRef[]>>
}

export function createLooking({ store, access, panels, invitations, seen, newId, visible }: LookingDeps) {
  return {
    async openCard(viewer: Viewer, { person, locale }: Opening, context: RecordContext) {
      access.learn(viewer, context)
      const { company, person: who, record } = viewer
      seen.note({ company, person: who, record, what: 'opened' })
      const opened = await openCard(store, viewer, person, context, newId)
      await learnLocale(store, company, who, locale)
      return opened
    },

    /** What a card shows now, to whoever has it open. */
    card: async (viewer: Viewer) =>
      viewer.invited ? invitations.snapshot(viewer) : reopenCard(store, viewer, await access.context(viewer)),

    /** What surrounds the record, as far as this person is to see it. */
    async panel(viewer: Viewer) {
      if (viewer.invited) return emptyPanel
      const { hidden } = await store.read(viewer.company, (r) => sight(r, viewer))
      return panelWithout(await panels.panel(viewer), hidden)
    },

    /** Which records' chats this person may search: those his host shows him now. */
    async visibleRecords({ company, person, record }: Viewer): Promise<string[]> {
      const refs = (await store.read(company, latestCards)).map(recordRef)
      const answer = await visible(company, person, refs)
      return answer.ok ? answer.value.map(recordKey) : [record]
    },

    /** The talk of a record that is gone goes on in another, which the host must show this person. */
    async continueTalk(viewer: Viewer, move: { from: string; to: string }) {
      await access.context({ ...viewer, record: move.to })
      await store.write(viewer.company, (w) => continueElsewhere(w, viewer, move, newId))
    },
  }
}
