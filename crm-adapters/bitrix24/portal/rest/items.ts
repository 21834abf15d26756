/** Records of the CRM as `crm.item.*` writes and reads them. */
import type { Company, Contact } from '../data/clients.ts'
import { type Deal, marginOf } from '../data/deals.ts'
import { COMPANY, CONTACT, DEAL } from '../data/kinds.ts'
import type { Other } from '../data/others.ts'
import { funnels, furtherStages, type Stage } from '../data/stages.ts'
import type { Changes, CrmRecord } from '../records.ts'
import { momentOf, type World, written } from '../world.ts'
import type { Row } from './filter.ts'
import { each, number, type Params, text } from './params.ts'

export function itemOf(world: World, kind: number, record: CrmRecord): Row {
  const own =
    kind === DEAL
      ? dealItem(world, record as Deal)
      : kind === CONTACT
        ? contactItem(record as Contact)
        : kind === COMPANY
          ? companyItem(record as Company)
          : otherItem(world, record as Other)
  return { ...own, ...stamps(world, record, own), ...record.further, entityTypeId: kind }
}

/** What an application writes, by the portal's own names; what is nothing to the portal is kept as it came. */
export function changesOf(kind: number, fields: Params): Changes {
  const changes: Record<string, unknown> = {}
  const further: Params = {}
  for (const [name, value] of Object.entries(fields)) {
    const known = ofClients[kind]?.[name] ?? writable[name]
    if (known) changes[known.name] = known.as(value)
    else further[name] = value
  }
  return { ...changes, ...(Object.keys(further).length > 0 && { further }) }
}

export function stageOf({ funnel, stage }: Deal): Stage | undefined {
  return funnels.find(({ id }) => id === funnel)?.stages.find(({ code }) => code === stage)
}

const people = (value: unknown) => each(value).map(String)
interface Own {
  name: string
  as: (value: unknown) => unknown
}

const writable: Record<string, Own> = {
  title: { name: 'title', as: text },
  name: { name: 'name', as: text },
  lastName: { name: 'lastName', as: text },
  post: { name: 'post', as: text },
  comments: { name: 'comments', as: text },
  opportunity: { name: 'amount', as: number },
  currencyId: { name: 'currency', as: text },
  stageId: { name: 'stage', as: text },
  assignedById: { name: 'responsible', as: text },
  observers: { name: 'observers', as: people },
  companyId: { name: 'company', as: number },
  contactId: { name: 'contact', as: number },
  parentId2: { name: 'deal', as: number },
}

const ofClients: Record<number, Record<string, Own>> = {
  [CONTACT]: { companyId: { name: 'companyId', as: number } },
  [COMPANY]: { comments: { name: 'city', as: text } },
}

function dealItem(world: World, deal: Deal): Row {
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
    leadId: deal.lead ?? null,
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
    originatorId: null,
    originId: null,
    movedBy: responsible,
    movedTime: momentOf(world, -deal.moved, 15),
    lastActivityBy: responsible,
    lastActivityTime: momentOf(world, -deal.moved, 17),
    observers: deal.observers.map(Number),
    ufCrmMargin: `${marginOf(deal)}|${deal.currency}`,
  }
}

function contactItem({ id, name, lastName, post, companyId, email, phone, responsible }: Contact): Row {
  const assignedById = Number(responsible ?? 1)
  const fm = fmOf(id, phone, email)
  return { id, name, lastName, post, companyId, companyIds: [companyId], assignedById, fm }
}

function companyItem({ id, title, city, responsible }: Company): Row {
  return { id, title, comments: city, assignedById: Number(responsible ?? 1), fm: [] }
}

function otherItem(world: World, other: Other): Row {
  const stages = furtherStages.find(({ kind }) => kind === other.kind)?.stages ?? []
  const responsible = Number(other.responsible)
  return {
    id: other.id,
    createdTime: momentOf(world, -other.begun, 10),
    updatedTime: momentOf(world, -other.moved, 17),
    createdBy: responsible,
    updatedBy: responsible,
    assignedById: responsible,
    title: other.title,
    stageId: other.stage,
    stageSemanticId: stages.find(({ code }) => code === other.stage)?.semantics ?? 'P',
    opportunity: other.amount,
    currencyId: other.currency,
    comments: other.comments,
    companyId: other.company ?? null,
    contactId: other.contact ?? null,
    observers: other.observers.map(Number),
    movedBy: responsible,
    movedTime: momentOf(world, -other.moved, 15),
    ...(other.deal !== undefined && { parentId2: other.deal }),
    ...(other.lastName !== undefined && {
      name: other.name,
      lastName: other.lastName,
      fm: fmOf(other.id, other.phone, other.email),
    }),
  }
}

function fmOf(id: number, phone = '', email = '') {
  const all = [
    { id: id * 10, typeId: 'PHONE', valueType: 'WORK', value: phone },
    { id: id * 10 + 1, typeId: 'EMAIL', valueType: 'WORK', value: email },
  ]
  return all.filter(({ value }) => value !== '')
}

// What has happened since the portal started stands over what its records tell by days.
function stamps(world: World, record: CrmRecord, own: Row): Row {
  const { createdAt, createdBy, updatedAt, updatedBy, movedAt, movedBy } = record
  const before = momentOf(world, -30, 10)
  return {
    createdTime: createdAt ? written(createdAt) : (own.createdTime ?? before),
    updatedTime: updatedAt ? written(updatedAt) : (own.updatedTime ?? before),
    ...(createdBy !== undefined && { createdBy: Number(createdBy) }),
    ...(updatedBy !== undefined && { updatedBy: Number(updatedBy) }),
    ...(updatedAt && own.lastActivityTime !== undefined && { lastActivityTime: written(updatedAt) }),
    ...(movedAt && { movedTime: written(movedAt) }),
    ...(movedBy !== undefined && { movedBy: Number(movedBy) }),
  }
}
