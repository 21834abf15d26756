/** Ordering that the dossiers of all records be put into the CRM, and calling it off. */
import { countDistinct } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import type { Language } from '../companies/framed.ts'
import { Refused } from '../refused.ts'
import type { PartingPreview } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { changeParting, mustParting, openParting, partingById, toldOf } from './rows.ts'

export interface WantedParting {
  id: string
  language: Language
  zone: string
  /** The number of records he was shown and has typed. */
  confirmed: number
}

/**
 * Asked for again with the same id it changes nothing.
 * @throws Refused `id_taken`, `changed_meanwhile` while another is under way, `not_confirmed` when there are more or fewer records
 */
export async function orderParting(
  w: Writing,
  by: Visitor,
  { id, language, zone, confirmed }: WantedParting,
  readers: PartingPreview['readers'],
) {
  const { company, db, t, now } = w
  const known = await partingById(w, id)
  if (known && known.by !== by.person) throw new Refused('id_taken')
  if (known) return
  if (await openParting(w)) throw new Refused('changed_meanwhile', 'another is under way')
  const [there] = await db
    .select({ records: countDistinct(t.thread.record) })
    .from(t.thread)
    .where(toldOf(w))
  const records = Number(there?.records ?? 0)
  if (records !== confirmed) throw new Refused('not_confirmed', `there are ${records} records`)
  await db.insert(t.parting).values({
    ...{ company, id, at: now, by: by.person, language, zone, readers, records, reached: '' },
  })
  audit(w, { act: 'dossiers.ordered', by, on: { thing: id }, data: { records, readers } })
}

/** No more are made; those on their way arrive. Refused as `not_found`; `decided` when it is over. */
export async function callOffParting(w: Writing, by: Visitor, id: string) {
  const row = await mustParting(w, id)
  if (row.endedAt) throw new Refused('decided', 'it is over')
  if (row.calledOffAt) return
  await changeParting(w, id, { calledOffAt: w.now })
  audit(w, { act: 'dossiers.called_off', by, on: { thing: id } })
}
