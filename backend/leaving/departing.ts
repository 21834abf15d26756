/** Everything of people's leaving, put together. */
import type { Answer, RecordRef } from '../../crm-adapters/port.ts'
import { languageOf } from '../companies/framed.ts'
import type { Looked } from '../home/glances.ts'
import { recordKey, recordRef } from '../records.ts'
import type { Visitor } from '../signed-in.ts'
import { type Act, actOf } from './acts.ts'
import { paper } from './paper.ts'
import { type PreviewDeps, preview } from './preview.ts'
import type { LeavingRoutesDeps } from './routes.ts'
import { createSeenLog, type SeenLogDeps } from './seen.ts'
import { leavings, madePage, oneLeaving, seenPage } from './show.ts'
import { asFile } from './signing.ts'
import { createLeaving, type LeavingDeps } from './work.ts'

export interface DepartingDeps
  extends Omit<LeavingDeps, 'visibleTo' | 'newId'>,
    SeenLogDeps,
    Pick<PreviewDeps, 'socketsOf'> {
  newId: (at?: number) => string
  /** Asks the host as that person which of these records he sees. */
  visible(company: string, person: string, refs: RecordRef[]): Promise<Answer<RecordRef[]>>
  /** Records as the host names them to this person. */
  look(visitor: Visitor, records: string[]): Promise<Looked>
}

/** Records the host is asked about at once. */
const ASKED_AT_ONCE = 500

export function createDeparting(deps: DepartingDeps) {
  const { store, look } = deps
  const seen = createSeenLog(deps)

  async function visibleTo(company: string, person: string, records: string[]) {
    const visible = new Set<string>()
    for (let start = 0; start < records.length; start += ASKED_AT_ONCE) {
      const refs = records.slice(start, start + ASKED_AT_ONCE).map(recordRef)
      const answer = await deps.visible(company, person, refs)
      if (!answer.ok) return undefined
      for (const ref of answer.value) visible.add(recordKey(ref))
    }
    return visible
  }

  async function signedAct(
    { company, person }: Visitor,
    id: string,
    of: 'leaving' | 'undoing',
    name: string,
  ) {
    const { act, publicKey } = await store.read(company, (r) => actOf(r, id, of))
    seen.note({ company, person, what: 'exported', record: '', item: id, name })
    return asFile(act, publicKey)
  }

  const { dismiss, undo, carryOnLeft } = createLeaving({ ...deps, visibleTo })
  const reporting = { store, look, now: deps.now, flushSeen: seen.flush }
  const leaving: LeavingRoutesDeps['leaving'] = {
    list: (company) => store.read(company, leavings),
    one: (company, id) => store.read(company, (r) => oneLeaving(r, id)),
    preview: (company, person) => preview({ ...deps, visibleTo }, company, person),
    seen: (visitor, person, before) => seenPage(reporting, visitor, person, before),
    made: (visitor, person, asked) => madePage(reporting, visitor, person, asked),
    dismiss,
    undo,
    act: (visitor, id, of) => signedAct(visitor, id, of, 'act.json'),
    async paper(visitor, id, of, locale) {
      const signed = await signedAct(visitor, id, of, 'act.pdf')
      return paper(signed, JSON.parse(signed.statement) as Act, languageOf(locale))
    },
  }
  return { leaving, seen, carryOnLeft }
}

export type Departing = ReturnType<typeof createDeparting>
