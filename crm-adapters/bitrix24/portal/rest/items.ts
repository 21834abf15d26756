/** Deals, contacts and companies as `crm.item.*` writes them. */
import type { Company, Contact } from '../data/clients.ts'
import type { Deal } from '../data/deals.ts'
import type { Employee } from '../data/people.ts'
import { funnels } from '../data/stages.ts'
import { companiesOf, contactsOf, dealsOf } from '../rights.ts'
import { momentOf, type World } from '../world.ts'
import type { Row } from './filter.ts'

export const DEAL = 2
export const CONTACT = 3
export const COMPANY = 4

/** What of a kind a person may read; undefined for a kind the portal does not have. */
export function itemsOf(world: World, person: Employee, entityTypeId: number): Row[] | undefined {
  switch (entityTypeId) {
    case 1:
      return []
    case DEAL:
      return dealsOf(world, person).map((deal) => dealItem(world, deal))
    case CONTACT:
      return contactsOf(world, person).map(contactItem)
    case COMPANY:
      return companiesOf(world, person).map(companyItem)
    default:
      return undefined
  }
}

export function dealItem(world: World, deal: Deal): Row {
  const semantics = stageOf(deal)?.semantics ?? 'P'
  const responsible = Number(deal.responsible)
  return {
    id: deal.id,
    createdTime: momentOf(world, -deal.begun, 10),
    updatedTime: momentOf(world, -deal.moved, 17),
    createdBy: responsible,
    updatedBy: responsible,
    assignedById: responsible,
    opened: 'N',
    leadId: null,
    companyId: deal.company,
    contactId: deal.contact,
    contactIds: [deal.contact],
    quoteId: null,
    title: deal.title,
    categoryId: deal.funnel,
    stageId: deal.stage,
    stageSemanticId: semantics,
    isNew: deal.stage.endsWith('NEW') ? 'Y' : 'N',
    isRecurring: 'N',
    isReturnCustomer: 'N',
    closed: semantics === 'P' ? 'N' : 'Y',
    typeId: 'SALE',
    opportunity: deal.amount,
    isManualOpportunity: 'Y',
    taxValue: 0,
    currencyId: deal.currency,
    comments: deal.comments,
    begindate: momentOf(world, -deal.begun, 3),
    closedate: momentOf(world, deal.closes, 3),
    sourceId: 'CALL',
    movedBy: responsible,
    movedTime: momentOf(world, -deal.moved, 15),
    lastActivityBy: responsible,
    lastActivityTime: momentOf(world, -deal.moved, 17),
    observers: deal.observers.map(Number),
    entityTypeId: DEAL,
  }
}

export function stageOf({ funnel, stage }: Deal) {
  return funnels.find(({ id }) => id === funnel)?.stages.find(({ code }) => code === stage)
}

function contactItem({ id, name, lastName, post, companyId, email, phone }: Contact): Row {
  const fm = [
    { id: id * 10, typeId: 'PHONE', valueType: 'WORK', value: phone },
    { id: id * 10 + 1, typeId: 'EMAIL', valueType: 'WORK', value: email },
  ]
  return { id, name, lastName, post, companyId, companyIds: [companyId], fm, entityTypeId: CONTACT }
}

function companyItem({ id, title, city }: Company): Row {
  return { id, title, comments: city, fm: [], entityTypeId: COMPANY }
}
