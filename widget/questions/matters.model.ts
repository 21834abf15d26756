/** The card's questions and facts, kept as they are by what the live line tells. */
import { computed, effect, signal, untracked } from '@preact/signals'
import type { CardMatters, ShownEvent, ShownMessage } from '../../backend/shown.ts'
import { card, onEvent, onRefresh, server, started } from '../card/card.model.ts'

/** Undefined until the server has told. */
export const matters = signal<CardMatters | undefined>(undefined)

/** Open ones first, by their deadline; then those answered last. */
export const questions = computed(() => (matters.value?.questions ?? []).toSorted(byTurn))

export const openQuestions = computed(() => questions.value.filter(isOpen))

/** Of threads that are on the card still: one may go on elsewhere, or be closed to me. */
export const facts = computed(() => {
  const here = new Set(card.value.threads.map(({ id }) => id))
  return (matters.value?.facts ?? []).filter(({ thread }) => here.has(thread))
})

export function isOpen({ question }: ShownMessage): boolean {
  return question !== undefined && !question.answer && !question.withdrawnAt
}

effect(() => {
  if (started.value) untracked(() => void load())
})
onRefresh(() => void load())
onEvent(hear)

async function load(): Promise<void> {
  const answer = await server().call<CardMatters>('GET', '/api/matters')
  if (answer.ok) matters.value = answer.value
}

/** Takes in a message as it is now, ahead of or with its event. */
export function hearMessage(message: ShownMessage): void {
  const now = matters.peek()
  if (!now) return
  const { question, deletedAt, id } = message
  const others = now.questions.filter((one) => one.id !== id)
  const kept = question && !question.withdrawnAt && !deletedAt ? [...others, message] : others
  const facts = deletedAt ? now.facts.filter((fact) => fact.message !== id) : now.facts
  if (kept.length === now.questions.length && !question && facts.length === now.facts.length) return
  matters.value = { questions: kept, facts }
}

function hear(event: ShownEvent) {
  if ('message' in event.data) return hearMessage(event.data.message)
  if (event.topic !== 'fact.changed') return
  const now = matters.peek()
  if (!now) return
  const { id, fact } = event.data
  const others = now.facts.filter((one) => one.id !== id)
  const facts = fact ? [...others, fact].sort((a, b) => (a.at < b.at ? 1 : -1)) : others
  matters.value = { ...now, facts }
}

function byTurn(a: ShownMessage, b: ShownMessage): number {
  const open = Number(isOpen(b)) - Number(isOpen(a))
  if (open) return open
  if (isOpen(a)) return (a.question?.deadline ?? '') < (b.question?.deadline ?? '') ? -1 : 1
  return (a.question?.answer?.at ?? '') < (b.question?.answer?.at ?? '') ? 1 : -1
}
