/** The company's situations, as an administrator changes them. */
import type { ShownSituations, Situation } from '../../backend/shown.ts'
import { server } from '../home/home.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { drafted } from '../roles/draft.model.ts'

const address = '/api/company/situations'

export const playbook = drafted<ShownSituations, Situation[]>({
  load: () => server().call('GET', address),
  save: (situations, version) => server().call('PUT', address, { situations, version }),
  part: ({ situations }) => situations,
})

export function changeSituation(id: string, change: (situation: Situation) => Situation): void {
  playbook.change((now) => now.map((one) => (one.id === id ? change(one) : one)))
}

const empty = () => ({ ru: '', uk: '', en: '' })

/** Empty, to be filled in; answers with its id. */
export function addSituation(): string {
  const id = `situation-${uuid7().slice(-12)}`
  const blank = { title: empty(), roles: [], settles: empty(), checklist: [], opening: empty() }
  playbook.change((now) => [...now, { id, ...blank }])
  return id
}

export function removeSituation(id: string): void {
  playbook.change((now) => now.filter((one) => one.id !== id))
}

export function addLine(id: string): void {
  changeSituation(id, (now) => ({ ...now, checklist: [...now.checklist, empty()] }))
}
