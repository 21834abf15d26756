/** A request for yes or no, with the deal's numbers at the time. */
import type { Measure, RecordPanel } from '../../crm-adapters/port.ts'
import type { Asked } from '../shown.ts'

/** Yes or no is asked by the message's author in its text. */
export interface ShownApproval {
  to: Asked
  /** Oldest first; the last one holds. */
  decisions: { id: string; yes: boolean; words: string; by: string; at: string }[]
  withdrawnAt?: string
}

/** What a deal was worth, as far as somebody was shown it. */
export interface DealNumbers {
  amount: number | null
  currency: string | null
  stage: string | null
  bought: RecordPanel['bought']
  paid: RecordPanel['paid']
  margin: Measure | null
}

/** The deal's numbers when approval was asked for, and now. */
export interface ComparedNumbers {
  asked: DealNumbers
  now: DealNumbers
}
