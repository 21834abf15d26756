/** Who may read what of the CRM. */
import { type Company, type Contact, companies, contacts } from './data/clients.ts'
import type { Deal } from './data/deals.ts'
import type { Employee } from './data/people.ts'
import type { World } from './world.ts'

export function mayRead(world: World, person: Employee, deal: Deal): boolean {
  if (world.faults.denied(person.id, deal.id)) return false
  return seesAll(person) || deal.responsible === person.id || deal.observers.includes(person.id)
}

export function dealsOf(world: World, person: Employee): Deal[] {
  return world.deals.filter((deal) => mayRead(world, person, deal))
}

/** A client is open to whoever may read one of its deals. */
export function companiesOf(world: World, person: Employee): Company[] {
  const known = new Set(dealsOf(world, person).map(({ company }) => company))
  return companies.filter(({ id }) => seesAll(person) || known.has(id))
}

export function contactsOf(world: World, person: Employee): Contact[] {
  const known = new Set(dealsOf(world, person).map(({ contact }) => contact))
  return contacts.filter(({ id }) => seesAll(person) || known.has(id))
}

function seesAll(person: Employee): boolean {
  return Boolean(person.admin || person.headOfSales)
}
