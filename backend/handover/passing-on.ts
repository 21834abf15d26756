/** Everything of handing over and standing in, put together. */
import type { RecordContext } from '../../crm-adapters/port.ts'
import {
  type AbsenceRow,
  absenceById,
  absencesOf,
  beAway,
  comeBack,
  showAbsence,
} from '../absences/absences.ts'
import type { AbsenceRoutesDeps } from '../absences/routes.ts'
import { sight } from '../access/sight.ts'
import { tellsOf } from '../access/veil.ts'
import type { Looked } from '../home/glances.ts'
import { peopleWith } from '../people/people.ts'
import { recordKey } from '../records.ts'
import { Refused } from '../refused.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { handoverBrief } from './brief.ts'
import { diaryOf } from './diary.ts'

export interface PassingOnDeps {
  store: Store
  /** What the host shows the viewer of the record. */
  contextOf(viewer: Viewer): Promise<RecordContext>
  /** Records as the host names them to this person. */
  look(visitor: Visitor, records: string[]): Promise<Looked>
}

export function createPassingOn({ store, contextOf, look }: PassingOnDeps) {
  const absences: AbsenceRoutesDeps['absences'] = {
    of: (visitor) =>
      store.read(visitor.company, async (r) => ({
        ...(await absencesOf(r, visitor.person)),
        colleagues: (await peopleWith(r, [])).filter(({ id }) => id !== visitor.person),
      })),

    beAway: (visitor, wanted) =>
      store.write(visitor.company, async (w) => {
        await beAway(w, visitor, wanted)
        return showAbsence(w, wanted.id)
      }),

    comeBack: (visitor, id) =>
      store.write(visitor.company, async (w) => {
        await his(w, visitor, id)
        await comeBack(w, visitor, id)
        return showAbsence(w, id)
      }),

    async diary(visitor, id) {
      const { rows, closed } = await store.read(visitor.company, async (r) => ({
        rows: await diaryOf(r, visitor, id),
        closed: (await sight(r, { person: visitor.person, record: '' })).hidden,
      }))
      const { named, hidden } = await look(
        visitor,
        rows.map(({ record }) => recordKey(record)),
      )
      return rows
        .filter(({ record }) => !hidden.has(recordKey(record)))
        .map((row) => {
          const title = named.get(recordKey(row.record))?.title ?? null
          // Nothing is told of a card of which the host does not say that he may see it.
          if (title === null) return { ...row, title, happened: [], last: null }
          return {
            ...row,
            title,
            happened: row.happened.filter(({ happened }) => !tellsOf(happened, closed)),
          }
        })
    },
  }

  return {
    absences,
    async handoverBrief(viewer: Viewer) {
      if (viewer.invited) throw new Refused('not_found')
      const context = await contextOf(viewer)
      return store.read(viewer.company, (r) => handoverBrief(r, viewer, context))
    },
  }
}

/** Whoever is away says that he is back, and whoever has said that he is away. */
async function his(r: Reading, { person }: Visitor, id: string): Promise<AbsenceRow> {
  const absence = await absenceById(r, id)
  if (!absence || (absence.person !== person && absence.by !== person)) throw new Refused('not_found')
  return absence
}
