/** People, clients, cards and topics that those who oversee can name. */
import { computed, signal } from '@preact/signals'
import type { HoldsKnown } from '../../backend/shown.ts'
import type { RecordRef } from '../../crm-adapters/port.ts'
import { recordName } from '../card/record-name.ts'
import { server } from './home.model.ts'

export const known = signal<HoldsKnown>({ clients: [], people: [], cards: [], topics: [] })

export async function loadKnown(): Promise<void> {
  const answer = await server().call<HoldsKnown>('GET', '/api/holds/known')
  if (answer.ok) known.value = answer.value
}

type Card = Pick<HoldsKnown['cards'][number], 'record' | 'title'>

/** "Сделка № 1204 · Поставка линии" */
export const cardName = ({ record, title }: Card) => [recordName(record), title].filter(Boolean).join(' · ')

export const knownCards = computed(() =>
  known.value.cards.filter(isNamed).map((one) => ({ id: one.id, name: cardName(one) })),
)

/** What has neither a number people read nor a title cannot be told from others. */
const isNamed = ({ record, title }: Card) => title !== undefined || isNumber(record.id)
const isNumber = (id: string) => /^\d+$/.test(id)

export const knownTopics = computed(() =>
  known.value.topics.map((one) => ({ id: one.id, name: `${one.topic} · ${cardName(one)}` })),
)

/** What a card is called by its key, as far as it is known. */
export function cardByKey(key: string): string {
  return knownCards.value.find((one) => one.id === key)?.name ?? recordName(refOf(key))
}

/** The same in short: by its number where it has one. */
export function shortCard(key: string): string {
  const ref = refOf(key)
  return isNumber(ref.id) ? recordName(ref) : cardByKey(key)
}

function refOf(key: string): RecordRef {
  const colon = key.indexOf(':')
  return { type: key.slice(0, colon), id: key.slice(colon + 1) }
}
