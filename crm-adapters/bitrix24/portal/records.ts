/** Records of the CRM by the number of their type. */
import type { Company, Contact } from './data/clients.ts'
import type { Deal } from './data/deals.ts'
import { COMPANY, CONTACT, DEAL, INVOICE, kindOf, QUOTE, type Seat, SHIPMENT, seatOf } from './data/kinds.ts'
import type { Other } from './data/others.ts'
import { funnels } from './data/stages.ts'
import type { Trace } from './data/trace.ts'
import type { World } from './world.ts'

export type CrmRecord = Deal | Contact | Company | Other

/** Fields by the portal's own names; `further` are any others as `crm.item.*` names them. */
export type Changes = Partial<
  Omit<Deal & Contact & Company & Other, 'id' | 'kind' | Exclude<keyof Trace, 'further'>>
>

/** Undefined for a type the portal does not have. */
export function recordsOf(world: World, kind: number): CrmRecord[] | undefined {
  switch (kind) {
    case DEAL:
      return world.deals
    case CONTACT:
      return world.contacts
    case COMPANY:
      return world.companies
    default:
      return kindOf(kind) && world.others.filter((one) => one.kind === kind)
  }
}

export function recordAt(world: World, seat: Seat): CrmRecord | undefined {
  const { kind, id } = seatOf(seat)
  return recordsOf(world, kind)?.find((one) => one.id === id)
}

/** Throws where there is no such record. */
export function takeAway(world: World, seat: Seat): void {
  const { kind, id } = seatOf(seat)
  const record = recordAt(world, seat)
  for (const list of [world.deals, world.contacts, world.companies, world.others] as CrmRecord[][]) {
    const place = record ? list.indexOf(record) : -1
    if (place >= 0) {
      list.splice(place, 1)
      return
    }
  }
  throw new Error(`the portal has no ${kind}/${id}`)
}

/** A new record with the next number; what `fields` does not say is empty. */
export function begin(world: World, kind: number, fields: Changes, by: string | null): CrmRecord {
  const list = recordsOf(world, kind)
  if (!list) throw new Error(`the portal has no type ${kind}`)
  const id = nextNumber(world, kind, list)
  const record = {
    ...blank(kind, id),
    responsible: by ?? '1',
    createdAt: world.now(),
    ...fields,
    id,
  } as CrmRecord
  if (by !== null) record.createdBy = by
  if (kind === DEAL) beginStages(world, record as Deal)
  const home = kind === DEAL || kind === CONTACT || kind === COMPANY ? list : world.others
  home.push(record)
  return record
}

// As in a portal's database, the number of a record that was deleted is never given again.
const given = new WeakMap<World, Map<number, number>>()

function nextNumber(world: World, kind: number, list: CrmRecord[]): number {
  const last = given.get(world) ?? new Map<number, number>()
  const number = Math.max(last.get(kind) ?? 0, ...list.map(({ id }) => id)) + 1
  given.set(world, last.set(kind, number))
  return number
}

function beginStages(world: World, deal: Deal): void {
  deal.funnel = funnels.find(({ stages }) => stages.some(({ code }) => code === deal.stage))?.id ?? 0
  const { id, funnel, stage } = deal
  world.moves.push({ id: world.serial(), deal: id, type: 1, at: world.now(), funnel, stage })
}

function blank(kind: number, id: number): object {
  const title = `№ ${id}`
  if (kind === CONTACT) return { id, name: '', lastName: title, post: '', companyId: 0, email: '', phone: '' }
  if (kind === COMPANY) return { id, title, city: '' }
  const stage = firstStage[kind] ?? 'NEW'
  const common = { id, title, amount: 0, stage, observers: [], comments: '', begun: 0, moved: 0 }
  if (kind !== DEAL) return { ...common, kind, currency: 'RUB' }
  return { ...common, currency: 'RUB', funnel: 0, company: 0, contact: 0, closes: 30 }
}

const firstStage: Record<number, string> = {
  [QUOTE]: 'DRAFT',
  [INVOICE]: 'DT31_1:N',
  [SHIPMENT]: 'DT183_5:NEW',
}
