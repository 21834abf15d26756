/** What was asked to be approved, and what was decided, with the deal's numbers as they were shown at the time. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { DealNumbers, Field } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import type { ApprovalIn } from './contents.ts'

export async function approvalsIn(
  r: Reading,
  threads: string[],
  hidden: readonly Field[],
): Promise<ApprovalIn[]> {
  if (threads.length === 0) return []
  const { company, db, t } = r
  const rows = await db
    .select({ approval: t.approval, message: t.message })
    .from(t.approval)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.approval.message)))
    .where(and(eq(t.approval.company, company), inArray(t.message.thread, threads)))
    .orderBy(asc(t.message.at), asc(t.message.id))
  const asked: ApprovalIn[] = rows.map(({ approval, message: { thread, id, seq, text, at } }) => ({
    ...{ thread, message: id, seq, text, by: approval.by, at: at.toISOString() },
    ...(approval.withdrawnAt && { withdrawnAt: approval.withdrawnAt.toISOString() }),
    numbers: without(approval.numbers, hidden),
    decisions: [],
  }))
  const byMessage = new Map(asked.map((one) => [one.message, one]))
  const decisions = await db
    .select({ decision: t.decision })
    .from(t.decision)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.decision.message)))
    .where(and(eq(t.decision.company, company), inArray(t.message.thread, threads)))
    .orderBy(asc(t.decision.at), asc(t.decision.id))
  for (const { decision } of decisions) {
    const { id, yes, words, by, at, numbers } = decision
    const one = { id, yes, words, by, at: at.toISOString(), numbers: without(numbers, hidden) }
    byMessage.get(decision.message)?.decisions.push(one)
  }
  return asked
}

function without(numbers: DealNumbers, hidden: readonly Field[]): DealNumbers {
  const seen = <T>(field: Field, value: T) => (hidden.includes(field) ? null : value)
  return {
    amount: seen('amount', numbers.amount),
    currency: seen('amount', numbers.currency),
    stage: seen('stage', numbers.stage),
    bought: seen('bought', numbers.bought),
    paid: seen('paid', numbers.paid),
    margin: seen('margin', numbers.margin),
  }
}
