/** The deal's numbers, frozen as one person was shown them. */
import type { RecordContext, RecordPanel } from '../../crm-adapters/port.ts'
import type { ComparedNumbers, DealNumbers } from '../shown.ts'

export const noNumbers: DealNumbers = {
  amount: null,
  currency: null,
  stage: null,
  bought: null,
  paid: null,
  margin: null,
}

export function numbersOf(context: RecordContext, panel: RecordPanel): DealNumbers {
  return {
    amount: context.amount,
    currency: context.currency,
    stage: context.stage?.name ?? null,
    bought: panel.bought,
    paid: panel.paid,
    margin: panel.margin ?? null,
  }
}

/**
 * When it was asked and now, for somebody who is shown the deal like this now. What was frozen was shown by whoever asked to those he
 * asked; everybody else sees of it what the host shows him today.
 */
export function compared(asked: DealNumbers, now: DealNumbers, between: boolean): ComparedNumbers {
  if (between) return { asked, now }
  const seen = <Name extends keyof DealNumbers>(name: Name) => (now[name] === null ? null : asked[name])
  return {
    asked: {
      amount: seen('amount'),
      currency: seen('currency'),
      stage: seen('stage'),
      bought: seen('bought'),
      paid: seen('paid'),
      margin: seen('margin'),
    },
    now,
  }
}
