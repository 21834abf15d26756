/** Texts that only the CRM has: asked for as they come into sight, and kept in the memory of this window. */
import { effect, signal, untracked } from '@preact/signals'
import type { ShownMessage, TextElsewhere, TextsElsewhere } from '../../backend/shown.ts'
import { query } from '../asking.ts'
import { firstLine, previewMost } from '../card/apply.ts'
import { card, current, patchThread, server, started } from '../card/card.model.ts'
import { timelineOf } from '../threads/timeline.model.ts'

/** What is known of a text; `silent`: the CRM, or we, did not answer. */
export type Known =
  | { is: 'text'; text: string; altered: boolean; wording: Wording }
  | { is: 'gone' | 'silent' }
/** When it was edited last; null for as it was when it was read, of which nothing else is known. */
type Wording = string | undefined | null

/** By message id; of one that is not in it nothing was heard yet. */
export const known = signal<ReadonlyMap<string, Known>>(new Map())

/** Ids of one request. */
const most = 50
/** Milliseconds in which others that come into sight are asked for together with the first. */
const gathering = 60
/** Messages on either side of those in sight that are asked for with them: the CRM counts how often it is asked. */
const beside = 12

interface Lacking {
  thread: string
  id: string
  wording: Wording
}

const wanted = new Map<string, Lacking>()
const asked = new Set<string>()

/** A text is looked at: it is asked for, unless it is known, or was asked for already. */
export function want(lacking: Lacking): void {
  if (!isLacking(lacking)) return
  wanted.set(lacking.id, lacking)
  if (wanted.size === 1) setTimeout(askAll, gathering)
}

function isLacking({ id, wording }: Lacking): boolean {
  const now = known.peek().get(id)
  return !(now && isOf(now, wording)) && !asked.has(id)
}

/** All that did not come is forgotten, and asked for once more by what shows it. */
export function askAgain(): void {
  known.value = new Map([...known.peek()].filter(([, { is }]) => is !== 'silent'))
}

function askAll() {
  const byThread = Map.groupBy(wanted.values(), ({ thread }) => thread)
  for (const [thread, some] of byThread) {
    const all = [...some, ...neighbours(thread)]
    for (let from = 0; from < all.length; from += most) void ask(thread, all.slice(from, from + most))
  }
  wanted.clear()
}

/** Those around what is wanted that will be looked at next. */
function neighbours(thread: string): Lacking[] {
  const { slice } = timelineOf(thread).peek()
  const near = new Set<ShownMessage>()
  slice.forEach(({ id }, place) => {
    if (!wanted.has(id)) return
    for (const one of slice.slice(Math.max(0, place - beside), place + beside + 1)) near.add(one)
  })
  return [...near].flatMap(({ id, elsewhere, text, editedAt: wording }) => {
    const lacking = { thread, id, wording }
    return elsewhere && !text && !wanted.has(id) && isLacking(lacking) ? [lacking] : []
  })
}

async function ask(thread: string, all: Lacking[]) {
  for (const { id } of all) asked.add(id)
  const messages = all.map(({ id }) => id).join()
  const path = `/api/threads/${encodeURIComponent(thread)}/texts${query({ messages })}`
  const answer = await server().call<TextsElsewhere>('GET', path)
  for (const { id } of all) asked.delete(id)
  learn(
    all.map(({ id, wording }) => [id, answer.ok ? heard(answer.value.texts[id], wording) : { is: 'silent' }]),
  )
}

/** What is left out of the answer is nowhere any more. */
function heard(told: TextElsewhere | undefined, wording: Wording): Known {
  if (!told || 'gone' in told) return { is: 'gone' }
  return { is: 'text', text: told.text, altered: told.altered === true, wording }
}

function learn(all: [string, Known][]) {
  known.value = new Map([...known.peek(), ...all])
}

/** The text of a message as it was last worded, if we have it. */
export function textOf({ id, editedAt }: Pick<ShownMessage, 'id' | 'editedAt'>): string | undefined {
  const now = known.value.get(id)
  return now?.is === 'text' && isOf(now, editedAt) ? now.text : undefined
}

function isOf(now: Known, wording: Wording): boolean {
  return now.is !== 'text' || now.wording === null || wording === null || now.wording === wording
}

// Another card has nothing of this one's.
effect(() => {
  if (!started.value) return
  wanted.clear()
  asked.clear()
  known.value = new Map()
})

// What was told while it was here stays known when it goes to the CRM; and what is known is in the message again, for
// whoever reads, copies, answers or hears it.
effect(() => {
  const timeline = timelineOf(current.value)
  const { slice } = timeline.value
  if (card.value.storage !== 'relay' && !slice.some(({ elsewhere }) => elsewhere)) return
  const learnt = slice.flatMap((message): [string, Known][] =>
    message.text && !message.elsewhere && textOf(message) !== message.text
      ? [[message.id, { is: 'text', text: message.text, altered: false, wording: message.editedAt }]]
      : [],
  )
  const filled = slice.map((message) => {
    const text = message.elsewhere && !message.text ? textOf(message) : undefined
    return text ? { ...message, text } : message
  })
  untracked(() => {
    if (learnt.length > 0) learn(learnt)
    if (filled.some((message, place) => message !== slice[place]))
      timeline.value = { ...timeline.peek(), slice: filled }
  })
})

// The same for the last line of each discussion.
effect(() => {
  for (const { id, lastMessage } of card.value.threads) {
    const last = lastMessage?.elsewhere && !lastMessage.text ? known.value.get(lastMessage.id) : undefined
    if (!lastMessage || last?.is !== 'text' || !last.text) continue
    const text = firstLine(last.text, previewMost)
    untracked(() => patchThread(id, (thread) => ({ ...thread, lastMessage: { ...lastMessage, text } })))
  }
})
