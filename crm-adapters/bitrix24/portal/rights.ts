/** Who may read what of the CRM. */
import type { Company, Contact } from './data/clients.ts'
import type { Deal } from './data/deals.ts'
import { COMPANY, CONTACT, DEAL } from './data/kinds.ts'
import type { Other } from './data/others.ts'
import type { Employee } from './data/people.ts'
import type { Task } from './data/tasks.ts'
import { type CrmRecord, recordsOf } from './records.ts'
import type { World } from './world.ts'

export function mayRead(world: World, person: Employee, deal: Deal): boolean {
  if (world.faults.denied(person.id, deal.id)) return false
  return seesAll(person) || isIn(person, deal)
}

export function dealsOf(world: World, person: Employee): Deal[] {
  return world.deals.filter((deal) => mayRead(world, person, deal))
}

/** A client is open to whoever may read one of its deals. */
export function companiesOf(world: World, person: Employee): Company[] {
  const known = new Set(dealsOf(world, person).map(({ company }) => company))
  return world.companies.filter(
    (one) => seesAll(person) || known.has(one.id) || one.responsible === person.id,
  )
}

export function contactsOf(world: World, person: Employee): Contact[] {
  const known = new Set(dealsOf(world, person).map(({ contact }) => contact))
  return world.contacts.filter((one) => seesAll(person) || known.has(one.id) || one.responsible === person.id)
}

/** What belongs to a deal is open to whoever may read the deal. */
export function othersOf(world: World, person: Employee, kind: number): Other[] {
  const known = new Set(dealsOf(world, person).map(({ id }) => id))
  const open = (one: Other) =>
    seesAll(person) || isIn(person, one) || (one.deal !== undefined && known.has(one.deal))
  return world.others.filter((one) => one.kind === kind && open(one))
}

/** Undefined for a type the portal does not have. */
export function readable(world: World, person: Employee, kind: number): CrmRecord[] | undefined {
  switch (kind) {
    case DEAL:
      return dealsOf(world, person)
    case CONTACT:
      return contactsOf(world, person)
    case COMPANY:
      return companiesOf(world, person)
    default:
      return recordsOf(world, kind) && othersOf(world, person, kind)
  }
}

function isIn(person: Employee, { responsible, observers }: Deal | Other): boolean {
  return responsible === person.id || observers.includes(person.id)
}

function seesAll(person: Employee): boolean {
  return Boolean(person.admin || person.headOfSales)
}

/** Heads see their people's tasks, administrators all. */
export function mayReadTask(person: Employee, { responsible, creator }: Task): boolean {
  return Boolean(person.admin || person.headOfSales) || responsible === person.id || creator === person.id
}
