/** Says aloud what came and what failed: others' messages together, at most once a second. */
import { effect, untracked } from '@preact/signals'
import type { ShownEvent } from '../../backend/shown.ts'
import { me, onEvent, person, threadById } from '../card/card.model.ts'
import { lastFailure } from '../outbox/outbox.model.ts'
import { announce } from '../parts/announce.ts'
import { words } from '../words/index.ts'
import { inWords } from './in-words.ts'

const together = 1_000

/** Speaks until the returned function is called. */
export function speak(): () => void {
  let authors: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const say = () => {
    timer = undefined
    const [only] = authors
    const one = authors.length === 1 && only !== undefined
    announce(one ? words.conversation.from(person(only).name) : words.newMessages(authors.length))
    authors = []
  }
  const hear = (event: ShownEvent) => {
    if (event.topic !== 'message.sent') return
    const { author, thread, deletedAt, happened } = event.data.message
    if (author === me.peek().id || deletedAt || happened || untracked(() => threadById(thread)?.mutedAt))
      return
    authors.push(author)
    timer ??= setTimeout(say, together)
  }

  const stopHearing = onEvent(hear)
  const stopFailures = effect(() => {
    const failure = lastFailure.value?.failure
    if (failure) announce(words.conversation.sendFailed(inWords(failure.reason)), 'assertive')
  })
  return () => {
    clearTimeout(timer)
    stopHearing()
    stopFailures()
  }
}
