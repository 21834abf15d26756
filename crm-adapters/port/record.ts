/** People and records as a host tells of them. */
import type { RecordRef } from '../port.ts'

/** Somebody the host knows. */
export interface CrmPerson {
  id: string
  name: string
  /** Job title as the host shows it, e.g. "Логист". */
  position: string | null
  /** Names of the departments he works in, the nearest first, the company itself left out; absent where the host has not been asked. */
  departments?: string[]
  /** Where he is written to; absent where the host does not tell. */
  email?: string | null
  photo: string | null
  /** Null when the host does not tell it of others. */
  admin: boolean | null
  active: boolean
}

/** What the card shows of its record; read from the host as that person, cached for seconds, never stored. */
export interface RecordContext {
  record: RecordRef
  title: string
  /** In the currency's main unit; null when the host hides it from this person. */
  amount: number | null
  /** ISO 4217. */
  currency: string | null
  stage: {
    name: string /** 1-based place among the funnel's open stages. */
    step: number
    steps: number
    outcome: 'open' | 'won' | 'lost'
  } | null
  funnel: string | null
  /** Person id at the host. */
  responsible: string | null
  /** `url` is a path of the host, for `Host.open`. */
  client: { name: string; url: string | null } | null
  /** ISO date. */
  closeDate: string | null
  /** The record it was made from: a deal's lead. Absent where there is none. */
  madeFrom?: RecordRef
  /** The record it was converted into, as far as this person is shown it. Absent where it was not. */
  convertedTo?: RecordRef
}

/** A sum in one currency; amounts in its main unit. */
export interface Sum {
  amount: number
  /** ISO 4217. */
  currency: string
}

/** A column of numbers that records of a kind have at their host, as it names them. */
export interface NumberField {
  type: RecordRef['type']
  field: string
  /** What people call it. */
  name: string
  /** Its currency is that of the record, unless its value says another. */
  money: boolean
}

/** What stands in such a column; `currency` is ISO 4217, and null where it is not money. */
export interface Measure {
  name: string
  amount: number
  currency: string | null
}

/** A document of trade; `url` is a path of the host, for `Host.open`. */
export interface Paper {
  title: string
  sum: Sum | null
  stage: string | null
  url: string
}

/**
 * What surrounds a record at the host. A block is null when the host has nothing there or does not show it to this
 * person; reading it never fails the others.
 */
export interface RecordPanel {
  /** What the client has bought before: deals won that this person may see. */
  bought: { deals: number; sums: Sum[] } | null
  products: { name: string; quantity: number; unit: string | null; price: number }[] | null
  paid: { paid: Sum; of: Sum } | null
  /** By the column an administrator has named for it; absent where none is. */
  margin?: Measure | null
  invoices: Paper[] | null
  /** Absent where a host keeps none beside a record. */
  quotes?: Paper[] | null
  orders?: Paper[] | null
  /** The newest first. */
  tasks:
    | {
        id: string
        title: string
        deadline: string | null
        responsible: string | null
        done: boolean
        url: string
      }[]
    | null
}

/** A record as a list names it. */
export interface Glance {
  ref: RecordRef
  title: string
  /** Name of its stage; null when it has none, or the host does not tell it. */
  stage: string | null
}
