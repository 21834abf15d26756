/** Starts what a conversation needs as soon as the card has started, and joins its parts. */
import { effect, untracked } from '@preact/signals'
import type { Bootstrap } from '../../backend/shown.ts'
import { card, connection, current, onEvent, onRefresh, server, started } from '../card/card.model.ts'
import { startOutbox, wakeOutbox } from '../outbox/outbox.model.ts'
import { openShelf } from '../outbox/shelf.ts'
import type { Unsent } from '../outbox/unsent.ts'
import { hearDraft, saveAgain, startComposing } from './composer.model.ts'
import { forgetReading, placeDivider } from './reading.model.ts'
import { hear, leave, load, reload, startTimelines, takeSent, target } from './timeline.model.ts'

effect(() => {
  const bootstrap = started.value
  if (bootstrap) untracked(() => begin(bootstrap))
})

effect(() => {
  if (connection.value !== 'online') return
  untracked(() => {
    wakeOutbox()
    saveAgain()
  })
})

onEvent(hear)
onEvent(hearDraft)
onRefresh(() => void reload())

function begin({ portal, page }: Bootstrap) {
  const { me, record } = card.peek()
  const owner = `${portal} ${me.id} ${record.type}:${record.id}`
  startTimelines(page)
  startComposing(owner)
  void startOutbox({ send, shelf: openShelf(owner), offline })
}

/** The thread is looked at from now on: at its first unread message, unless something else is to be shown. */
export async function enter(thread: string): Promise<void> {
  await load(thread)
  if (current.peek() === thread) placeDivider(thread, target.peek()?.thread === thread ? 'stay' : 'go there')
}

export function exit(thread: string): void {
  leave(thread)
  forgetReading(thread)
}

async function send(unsent: Unsent) {
  const { id, thread, text, replyTo, files, mentions } = unsent
  const answer = await server().send(thread, id, {
    text,
    files: files.map((file) => file.id),
    mentions,
    ...(replyTo && { replyTo }),
  })
  if (answer.ok) await takeSent(answer.value)
  return answer
}

function offline() {
  return !navigator.onLine || connection.peek() === 'offline'
}

if (typeof window !== 'undefined') window.addEventListener('online', wakeOutbox)
