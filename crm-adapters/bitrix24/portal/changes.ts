/** What people do in the CRM; each tells the applications that have asked to be told. */
import type { Deal } from './data/deals.ts'
import { DEAL, INVOICE, kindOf, LEAD, type Seat, seatOf } from './data/kinds.ts'
import { isLast } from './data/moves.ts'
import type { Other } from './data/others.ts'
import { funnels } from './data/stages.ts'
import { type Delivery, type Sending, send } from './events/send.ts'
import { begin, type Changes, type CrmRecord, recordAt, takeAway } from './records.ts'
import type { World } from './world.ts'

/** A person's number; null for a robot. */
export type By = string | null

type How = Omit<Sending, 'by'>

/** Numbers are a deal's; throws where the portal has no such record. */
export function change(
  world: World,
  seat: Seat,
  fields: Changes,
  by: By,
  how: How = {},
): Promise<Delivery[]> {
  const { stage, funnel: _, further, ...own } = fields
  const record = existing(world, seat)
  Object.assign(record, own, further && { further: { ...record.further, ...further } })
  stamp(world, record, by)
  const moved = stage !== undefined && 'stage' in record && stage !== record.stage
  if (moved && seatOf(seat).kind === DEAL) return move(world, record.id, stage, by, how)
  if (moved) Object.assign(record, { stage, movedAt: world.now(), movedBy: by ?? undefined })
  return told(world, seat, 'UPDATE', by, how)
}

/** Into another stage; one of another funnel takes the deal there, which is told by an event of its own. */
export function move(world: World, deal: number, stage: string, by: By, how: How = {}): Promise<Delivery[]> {
  const record = existing(world, deal) as Deal
  const funnel = funnels.find(({ stages }) => stages.some(({ code }) => code === stage))?.id
  if (funnel === undefined) throw new Error(`no funnel has the stage ${stage}`)
  const elsewhere = funnel !== record.funnel
  const at = world.now()
  Object.assign(record, { stage, funnel, movedAt: at, movedBy: by ?? undefined })
  stamp(world, record, by)
  const type = elsewhere ? 5 : isLast(funnel, stage) ? 3 : 2
  world.moves.push({ id: world.serial(), deal, type, at, funnel, stage })
  if (!elsewhere) return told(world, deal, 'UPDATE', by, how)
  const FIELDS = { ID: deal, CATEGORY_ID: funnel, STAGE_ID: stage }
  return send(world, 'ONCRMDEALMOVETOCATEGORY', { FIELDS }, { ...how, by })
}

export function remove(world: World, seat: Seat, by: By, how: How = {}): Promise<Delivery[]> {
  existing(world, seat)
  takeAway(world, seat)
  return told(world, seat, 'DELETE', by, how)
}

/**
 * The first survives with everybody's observers, and with what hung on the others: activities, timeline and tasks. Nothing
 * tells an application into what the others went.
 */
export async function merge(world: World, into: Seat, others: number[], by: By): Promise<Delivery[]> {
  const { kind } = seatOf(into)
  const kept = existing(world, into)
  const gone = others.map((id) => existing(world, { kind, id }))
  if ('observers' in kept) {
    const all = gone.flatMap((one) => ('observers' in one ? [...one.observers, one.responsible] : []))
    kept.observers = [...new Set([...kept.observers, ...all])].filter((id) => id !== kept.responsible)
  }
  for (const { id } of gone) hand(world, { kind, id }, kept.id)
  const deletions = others.map((id) => remove(world, { kind, id }, by))
  const [updated, ...deleted] = await Promise.all([change(world, into, {}, by), ...deletions])
  return [...updated, ...deleted.flat()]
}

/** Gives what hangs on a record to another of its kind. */
function hand(world: World, from: { kind: number; id: number }, to: number): void {
  for (const one of world.activities) {
    if (one.ownerTypeId === from.kind && one.ownerId === from.id) one.ownerId = to
  }
  for (const one of world.timeline) {
    if (one.entityTypeId === from.kind && one.entityId === from.id) one.entityId = to
  }
  const letter = kindOf(from.kind)?.letter
  for (const task of world.tasks) {
    task.crm = task.crm.map((code) => (code === `${letter}_${from.id}` ? `${letter}_${to}` : code))
  }
}

/** A new record, at once; what `fields` does not say is empty. `told` resolves when its event is delivered. */
export function create(world: World, kind: number, fields: Changes, by: By, how: How = {}) {
  const record = begin(world, kind, fields, by)
  stamp(world, record, by)
  return { record, told: told(world, { kind, id: record.id }, 'ADD', by, how) }
}

/** A deal of the lead's client, which the lead leaves behind as converted. */
export async function convertLead(world: World, lead: number, by: By): Promise<Deal> {
  const seat = { kind: LEAD, id: lead }
  const { title, amount, responsible, observers, company, contact, comments } = existing(world, seat) as Other
  const client = { ...(company && { company }), ...(contact && { contact }) }
  const fields = { title, amount, responsible, observers, comments, ...client, lead }
  const { record, told } = create(world, DEAL, fields, by)
  await Promise.all([told, change(world, seat, { stage: 'CONVERTED' }, by)])
  return record as Deal
}

function existing(world: World, seat: Seat): CrmRecord {
  const record = recordAt(world, seat)
  if (!record) throw new Error(`the portal has no ${JSON.stringify(seat)}`)
  return record
}

function stamp(world: World, record: CrmRecord, by: By): void {
  record.updatedAt = world.now()
  if (by === null) delete record.updatedBy
  else record.updatedBy = by
}

function told(world: World, seat: Seat, what: 'ADD' | 'UPDATE' | 'DELETE', by: By, how: How) {
  const { kind, id } = seatOf(seat)
  const sending = { ...how, by }
  if (kind < INVOICE) return send(world, `ONCRM${kindOf(kind)?.name}${what}`, { FIELDS: { ID: id } }, sending)
  // Smart processes have one event for all of them, and one of each type's own.
  const data = { FIELDS: { ID: id, ENTITY_TYPE_ID: kind } }
  const names = [`ONCRMDYNAMICITEM${what}`, `ONCRMDYNAMICITEM${what}_${kind}`]
  return Promise.all(names.map((name) => send(world, name, data, sending))).then((all) => all.flat())
}
