/** Questions as people are shown them. */
import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { ShownQuestion } from '../shown.ts'
import type { Reading } from '../store/store.ts'

/** Settled questions shown beside those that are open. */
const SETTLED_MOST = 20
const OPEN_MOST = 100

/** By message; with what answers each. */
export async function questionsOf(
  { company, db, t }: Reading,
  messages: string[],
): Promise<Map<string, ShownQuestion>> {
  if (messages.length === 0) return new Map()
  const rows = await db
    .select({ question: t.question, answer: t.message })
    .from(t.question)
    .leftJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.question.answer)))
    .where(and(eq(t.question.company, company), inArray(t.question.message, messages)))
  return new Map(rows.map(({ question, answer }) => [question.message, shown(question, answer)]))
}

type QuestionRow = Reading['t']['question']['$inferSelect']
type MessageRow = Reading['t']['message']['$inferSelect']

function shown(question: QuestionRow, answer: MessageRow | null): ShownQuestion {
  const { role, people, deadline, step, called, answeredAt, markedBy, withdrawnAt } = question
  return {
    to: { ...(role && { role }), people },
    deadline: deadline.toISOString(),
    ...(step && { overdue: { step, people: called ?? [] } }),
    ...(answer && {
      answer: {
        message: answer.id,
        seq: answer.seq,
        by: answer.author,
        at: (answeredAt ?? answer.at).toISOString(),
        markedBy: markedBy ?? answer.author,
      },
    }),
    ...(withdrawnAt && { withdrawnAt: withdrawnAt.toISOString() }),
  }
}

/** Message ids of the questions of these threads: open ones first, by their deadline; then those settled last. */
export async function questionsIn({ company, db, t }: Reading, threads: string[]): Promise<string[]> {
  if (threads.length === 0) return []
  const { question, message } = t
  const asked = () =>
    db
      .select({ id: question.message })
      .from(question)
      .innerJoin(message, and(eq(message.company, company), eq(message.id, question.message)))
  const here = and(
    eq(question.company, company),
    inArray(question.thread, threads),
    isNull(message.deletedAt),
    isNull(question.withdrawnAt),
  )
  const open = await asked()
    .where(and(here, isNull(question.answer)))
    .orderBy(asc(question.deadline))
    .limit(OPEN_MOST)
  const answered = await asked()
    .where(and(here, isNotNull(question.answer)))
    .orderBy(desc(question.answeredAt))
    .limit(SETTLED_MOST)
  return [...open, ...answered].map(({ id }) => id)
}
