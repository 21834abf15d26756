/** What surrounds a record in a portal: purchases before, products, payments, invoices, tasks. One batch, block by block. */
import { number, text } from '../json.ts'
import type { Answer, NumberField, RecordPanel, RecordRef, Sum } from '../port.ts'
import { entityTypeIdOf } from './kinds.ts'
import { measured } from './number-fields.ts'
import { type Command, type GivenBy, type Json, list, object, refusal } from './rest.ts'

/** Bitrix24's one-letter names of what a product row, a payment or a task belongs to. */
const letters = new Map([
  ['lead', 'L'],
  ['deal', 'D'],
  ['contact', 'C'],
  ['company', 'CO'],
])
const DEAL = 2
const SMART_INVOICE = 31
/** Rows a block shows at most. */
const SHOWN = 20

type Around = 'boughtByCompany' | 'boughtByContact' | 'products' | 'payments' | 'invoices' | 'tasks'
type Asked = { item: Command } & { [Block in Around]?: Command }

/** Commands of one batch; undefined for a kind we have no tab in. */
export function surrounding({ type, id }: RecordRef): Asked | undefined {
  const entityTypeId = entityTypeIdOf(type)
  const letter = letters.get(type)
  if (!entityTypeId || !letter || !/^\d{1,12}$/.test(id)) return undefined
  const client = (field: string) => (type === 'deal' ? `$result[item][item][${field}]` : id)
  const sells = type === 'deal' || type === 'lead'
  return {
    item: { method: 'crm.item.get', params: { entityTypeId, id } },
    tasks: {
      method: 'tasks.task.list',
      params: {
        filter: { UF_CRM_TASK: `${letter}_${id}` },
        select: ['ID', 'TITLE', 'DEADLINE', 'RESPONSIBLE_ID', 'STATUS'],
        order: { ID: 'DESC' },
      },
    },
    ...(type !== 'lead' && type !== 'contact' && { boughtByCompany: won('companyId', client('companyId')) }),
    ...(type !== 'lead' && type !== 'company' && { boughtByContact: won('contactId', client('contactId')) }),
    ...(sells && {
      products: {
        method: 'crm.item.productrow.list',
        params: { filter: { '=ownerType': letter, '=ownerId': id } },
      },
    }),
    ...(type === 'deal' && {
      payments: { method: 'crm.item.payment.list', params: { entityTypeId, entityId: id } },
      invoices: {
        method: 'crm.item.list',
        params: { entityTypeId: SMART_INVOICE, filter: { parentId2: id }, order: { id: 'DESC' } },
      },
    }),
  }
}

function won(field: string, client: string): Command {
  const filter = { [field]: client, stageSemanticId: 'S' }
  return {
    method: 'crm.item.list',
    params: { entityTypeId: DEAL, filter, select: ['id', 'opportunity', 'currencyId'] },
  }
}

/** Only the record itself must be readable; a block closed to this person is left out. */
export function panelIn(
  record: RecordRef,
  given: Partial<GivenBy<Asked>>,
  margin?: Omit<NumberField, 'type'>,
): Answer<RecordPanel> {
  if (!given.item) return refusal('broken', 'crm.item.get: no answer')
  if (!given.item.ok) return given.item
  const item = object(object(given.item.value.value).item)
  const value = (block: Around) => (given[block]?.ok ? given[block].value.value : undefined)
  const currency = text(item.currencyId) ?? ''
  return {
    ok: true,
    value: {
      bought: boughtBefore(record, item, value('boughtByCompany'), value('boughtByContact')),
      products: shown(list(object(value('products')).productRows), (row) => ({
        name: text(row.productName) ?? '',
        quantity: number(row.quantity) ?? 0,
        unit: text(row.measureName),
        price: number(row.price) ?? 0,
      })),
      paid: paidIn(list(value('payments')), item),
      ...(margin && { margin: measured(margin, item) }),
      invoices: shown(list(object(value('invoices')).items), (invoice) => ({
        title: text(invoice.title) ?? `#${invoice.id}`,
        sum: sum(invoice.opportunity, text(invoice.currencyId) ?? currency),
        stage: null,
        url: `/crm/type/${SMART_INVOICE}/details/${invoice.id}/`,
      })),
      tasks: shown(list(object(value('tasks')).tasks), (task) => ({
        id: String(task.id),
        title: text(task.title) ?? `#${task.id}`,
        deadline: text(task.deadline),
        responsible: Number(task.responsibleId) > 0 ? String(task.responsibleId) : null,
        done: String(task.status) === DONE,
        url: `/company/personal/user/${Number(task.responsibleId) || 0}/tasks/task/view/${task.id}/`,
      })),
    },
  }
}

/** Status of a completed task. */
const DONE = '5'

// A deal without a company would ask for all deals without one: such an answer says nothing of the client.
function boughtBefore(
  record: RecordRef,
  item: Json,
  byCompany: unknown,
  byContact: unknown,
): RecordPanel['bought'] {
  const ofCompany = record.type === 'company' || Number(item.companyId) > 0
  const ofContact = record.type === 'contact' || Number(item.contactId) > 0
  const answer = ofCompany ? byCompany : ofContact ? byContact : undefined
  const deals = list(object(answer).items).filter(
    ({ id }) => record.type !== 'deal' || String(id) !== record.id,
  )
  if (deals.length === 0) return null
  const sums = new Map<string, number>()
  for (const deal of deals) {
    const currency = text(deal.currencyId) ?? ''
    sums.set(currency, (sums.get(currency) ?? 0) + (number(deal.opportunity) ?? 0))
  }
  return { deals: deals.length, sums: [...sums].map(([currency, amount]) => ({ amount, currency })) }
}

/** What has been paid of the record's amount; payments in other currencies are not added up. */
function paidIn(payments: Json[], item: Json): RecordPanel['paid'] {
  const of = sum(item.opportunity, text(item.currencyId) ?? '')
  if (!of || payments.length === 0) return null
  const paid = payments.filter((payment) => payment.paid === 'Y' && payment.currency === of.currency)
  return {
    paid: { ...of, amount: paid.reduce((total, payment) => total + (number(payment.sum) ?? 0), 0) },
    of,
  }
}

function sum(amount: unknown, currency: string): Sum | null {
  const value = number(amount)
  return value === null ? null : { amount: value, currency }
}

function shown<T>(rows: Json[], as: (row: Json) => T): T[] | null {
  return rows.length === 0 ? null : rows.slice(0, SHOWN).map(as)
}
