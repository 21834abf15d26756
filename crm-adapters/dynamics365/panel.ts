/** What surrounds a record: what its client has bought, products, papers, tasks. One round, block by block. */
import { type Json, number, text } from '../json.ts'
import type { Answer, Measure, NumberField, Paper, RecordPanel, RecordRef, Sum } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { formOf, kindOf, pathOf } from './kinds.ts'
import { currency, currencyOf, query, reference, rowsOf, shown } from './odata.ts'

/** Rows a block shows at most. */
const SHOWN = 20
/** Deals that are added up; a client with more is a client of long standing all the same. */
const ADDED_UP = 500

type Margin = Omit<NumberField, 'type'>
type Block = 'margin' | 'bought' | 'products' | 'quotes' | 'orders' | 'invoices' | 'tasks'

/** The record first, for only its own reader is told anything; then the rest of it together. */
export async function panel(
  dataverse: Dataverse,
  ref: RecordRef,
  margin?: Margin,
): Promise<Answer<RecordPanel>> {
  const path = pathOf(ref)
  const kind = kindOf(ref.type)
  if (!path || !kind) return refusal('missing', `Dynamics has no ${ref.type} ${ref.id}`)
  const deal = ref.type === 'deal'
  const select = [
    kind.key,
    ...(customers[ref.type] ?? []),
    ...(deal ? ['estimatedvalue', 'actualvalue'] : []),
  ]
  const asked = await dataverse.read(
    query(path, { select: select.join(','), expand: deal ? currency : null }),
  )
  if (!asked.ok) return asked
  const blocks: Record<string, string> = {
    ...blocksOf(ref, customerOf(ref, asked.value)),
    // By itself: a column that is no longer there refuses the whole question.
    ...(margin && { margin: query(path, { select: margin.field, expand: currency }) }),
  }
  const together = await dataverse.readTogether(blocks)
  if (!together.ok) return together
  const rows = (block: Block) => {
    const one = together.value[block]
    return one?.ok ? rowsOf(one.value) : []
  }
  const read = together.value.margin
  return {
    ok: true,
    value: {
      ...panelOf(ref, asked.value, rows),
      ...(margin && { margin: read?.ok ? measured(margin, read.value) : null }),
    },
  }
}

/** Columns that name who a record is for. */
const customers: Record<string, string[]> = {
  deal: ['_customerid_value'],
  lead: ['_parentaccountid_value', '_parentcontactid_value'],
  case: ['_customerid_value'],
}

function customerOf({ type, id }: RecordRef, row: Json): string | null {
  if (type === 'company' || type === 'contact') return id
  const lookups = ['customerid', 'parentaccountid', 'parentcontactid']
  return lookups.map((lookup) => reference(row, lookup)?.id ?? null).find((one) => one !== null) ?? null
}

function blocksOf({ type, id }: RecordRef, customer: string | null): Record<string, string> {
  const papers = (set: string, number: string) =>
    query(set, {
      select: `name,${number},totalamount,statecode,statuscode`,
      expand: currency,
      filter: `_opportunityid_value eq ${id}`,
      orderby: 'createdon desc',
      top: SHOWN,
    })
  return {
    tasks: query('tasks', {
      select: 'subject,scheduledend,statecode,_ownerid_value',
      filter: `_regardingobjectid_value eq ${id}`,
      orderby: 'createdon desc',
      top: SHOWN,
    }),
    ...(customer && {
      bought: query('opportunities', {
        select: 'opportunityid,actualvalue,estimatedvalue',
        expand: currency,
        filter: `statecode eq 1 and _customerid_value eq ${customer} and opportunityid ne ${id}`,
        top: ADDED_UP,
      }),
    }),
    ...(type === 'deal' && {
      products: query('opportunityproducts', {
        select: 'opportunityproductname,productdescription,quantity,priceperunit,_uomid_value',
        filter: `_opportunityid_value eq ${id}`,
        top: SHOWN,
      }),
      quotes: papers('quotes', 'quotenumber'),
      orders: papers('salesorders', 'ordernumber'),
      invoices: papers('invoices', 'invoicenumber'),
    }),
  }
}

function panelOf(ref: RecordRef, row: Json, rows: (block: Block) => Json[]): RecordPanel {
  return {
    bought: boughtIn(rows('bought')),
    products: each(rows('products'), (product) => ({
      name: text(product.opportunityproductname) ?? text(product.productdescription) ?? '',
      quantity: number(product.quantity) ?? 0,
      unit: shown(product, '_uomid_value'),
      price: number(product.priceperunit) ?? 0,
    })),
    paid: ref.type === 'deal' ? paidOf(row, rows('invoices')) : null,
    invoices: each(rows('invoices'), paper('invoice', 'invoicenumber')),
    quotes: each(rows('quotes'), paper('quote', 'quotenumber')),
    orders: each(rows('orders'), paper('salesorder', 'ordernumber')),
    tasks: each(rows('tasks'), (task) => {
      const owner = reference(task, 'ownerid')
      const id = String(task.activityid)
      return {
        id,
        title: text(task.subject) ?? '',
        deadline: text(task.scheduledend),
        responsible: owner?.table === 'systemuser' ? owner.id : null,
        done: task.statecode === COMPLETED,
        url: formOf('task', id),
      }
    }),
  }
}

/** `statecode` of a completed task, and of a paid invoice. */
const COMPLETED = 1
const PAID = 2

function boughtIn(deals: Json[]): RecordPanel['bought'] {
  if (deals.length === 0) return null
  const sums = new Map<string, number>()
  for (const deal of deals) {
    const code = currencyOf(deal) ?? ''
    sums.set(code, (sums.get(code) ?? 0) + (number(deal.actualvalue ?? deal.estimatedvalue) ?? 0))
  }
  return { deals: deals.length, sums: [...sums].map(([code, amount]) => ({ amount, currency: code })) }
}

/** A column that is hidden from this person is there, and empty. */
function measured({ field, name, money }: Margin, row: Json): Measure | null {
  const amount = number(row[field])
  return amount === null ? null : { name, amount, currency: money ? currencyOf(row) : null }
}

/** What has been paid of the deal's sum; invoices in other currencies are not added up. */
function paidOf(row: Json, invoices: Json[]): RecordPanel['paid'] {
  const of = sum(row.actualvalue ?? row.estimatedvalue, currencyOf(row))
  if (!of || invoices.length === 0) return null
  const paid = invoices.filter((one) => one.statecode === PAID && currencyOf(one) === of.currency)
  return {
    paid: { ...of, amount: paid.reduce((total, one) => total + (number(one.totalamount) ?? 0), 0) },
    of,
  }
}

function paper(table: string, numbered: string) {
  return (row: Json): Paper => {
    const id = String(row[`${table}id`])
    return {
      title: [text(row[numbered]), text(row.name)].filter(Boolean).join(' · ') || `#${id.slice(0, 8)}`,
      sum: sum(row.totalamount, currencyOf(row)),
      stage: shown(row, 'statecode'),
      url: formOf(table, id),
    }
  }
}

function sum(amount: unknown, code: string | null): Sum | null {
  const value = number(amount)
  return value === null ? null : { amount: value, currency: code ?? '' }
}

function each<T>(rows: Json[], as: (row: Json) => T): T[] | null {
  return rows.length === 0 ? null : rows.map(as)
}
