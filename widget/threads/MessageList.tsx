import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { ShownThread } from '../../backend/shown.ts'
import { connection, me } from '../card/card.model.ts'
import { unsent } from '../outbox/outbox.model.ts'
import { dayKey } from '../parts/dates.ts'
import { DaySection } from './DaySection.tsx'
import { EmptyList } from './EmptyList.tsx'
import { JumpButton } from './JumpButton.tsx'
import { commandOn } from './list-keys.ts'
import { divider, readToEnd, unreadFrom } from './reading.model.ts'
import { daysOf, furthestRead, readersOf } from './rows.ts'
import { whenSeen } from './seen.ts'
import { type Steady, steady } from './steady.ts'
import { atLatest, following, lit, newer, older, target, timelineOf, toLatest } from './timeline.model.ts'
import { reachesEnd, wanted } from './window.ts'
import './message-list.css'
import { words } from '../words/index.ts'
import { messageElement } from './anchor.ts'
import { tellFailure } from './in-words.ts'

/** The messages of a thread: newest at the bottom, more loaded as either end comes near, nothing moving meanwhile. */
export function MessageList({ thread }: { thread: ShownThread }) {
  const { id, lastSeq } = thread
  const list = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const held = useRef<Steady | undefined>(undefined)
  const stop = useSignal<string | undefined>(undefined)
  const away = useSignal(false)

  const timeline = timelineOf(id).value
  const { slice } = timeline
  const atEnd = reachesEnd(slice, lastSeq)
  const mark = divider.value?.thread === id ? divider.value : undefined
  const waiting = atEnd ? unsent.value.filter((one) => one.thread === id) : []
  const days = daysOf(slice, waiting, dayKey, mark?.id)
  const shown = days.flatMap(({ rows }) => rows.map(({ message }) => message))
  const tabStop = shown.some((message) => message.id === stop.value) ? stop.value : shown.at(-1)?.id
  const lastId = slice.at(-1)?.id
  const online = connection.value === 'online'
  const readers = readersOf(slice, thread.reads, me.value.id)
  const readByOthers = furthestRead(thread.reads, me.value.id)
  const goal = target.value?.thread === id ? target.value : undefined

  // The rows are still those of the last drawing: the moment to remember where the reader is.
  held.current?.before()

  useLayoutEffect(() => {
    if (!list.current || !content.current) return
    const mine = steady(list.current, () => atLatest(id))
    held.current = mine
    const resized = new ResizeObserver(() => {
      mine.after()
      look()
    })
    resized.observe(list.current)
    resized.observe(content.current)
    return () => resized.disconnect()
  }, [id])

  useLayoutEffect(() => {
    const mine = held.current
    if (!mine) return
    if (goal && (mine.goTo(goal.to, goal.smooth ?? false) || !timeline.busy)) target.value = undefined
    else mine.after()
    look()
  })

  useEffect(() => {
    const last = lastId && atEnd && list.current && messageElement(list.current, lastId)
    // Told to a server that is away it would be lost: it is looked at again when that is back.
    if (online && last && list.current) return whenSeen(list.current, last, () => void readToEnd(id))
  }, [id, lastId, atEnd, thread.unread, online])

  /** Takes note of where the list stands, and asks for what is near. */
  function look() {
    if (!list.current || !held.current) return
    following.value = held.current.following() && atEnd
    away.value = !held.current.following() || !atEnd
    const near = wanted(list.current)
    if (goal || timeline.failure) return
    if (near.older) void older(id)
    if (near.newer) void newer(id)
  }

  function move(to: 1 | -1 | 'first' | 'last') {
    const here = shown.findIndex((message) => message.id === tabStop)
    const next = to === 'first' ? 0 : to === 'last' ? shown.length - 1 : here + to
    const message = shown[Math.max(0, Math.min(shown.length - 1, next))]
    if (!message || !list.current) return
    stop.value = message.id
    messageElement(list.current, message.id)?.querySelector('article')?.focus()
    if (to === 'last') void toLatest(id)
  }

  return (
    <div class="message-list-frame">
      <div
        ref={list}
        class="message-list"
        role="log"
        aria-live="off"
        aria-label={words.conversation.messages}
        aria-busy={timeline.busy?.what === 'page'}
        data-region="list"
        tabIndex={shown.length === 0 ? 0 : -1}
        onScroll={(event) => {
          showMoving(event.currentTarget)
          held.current?.scrolled()
          look()
        }}
        onFocusIn={(event) => {
          const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-message]')?.dataset
            .message
          if (focused) stop.value = focused
        }}
        onKeyDown={(event) => {
          // What floats over a message has keys of its own.
          if ((event.target as HTMLElement).closest('[popover], dialog')) return
          const act = commandOn(event, { message: shown.find((message) => message.id === tabStop), move })
          if (!act) return
          event.preventDefault()
          act()
        }}
        onClick={(event) => {
          if (!event.shiftKey || !event.altKey) return
          const clicked = (event.target as HTMLElement).closest<HTMLElement>('[data-message]')?.dataset
            .message
          const message = slice.find((one) => one.id === clicked)
          if (message) void unreadFrom(message).then(tellFailure)
        }}
      >
        <div ref={content} class="message-list-content">
          <EmptyList thread={thread} timeline={timeline} empty={shown.length === 0} />
          {days.map((day) => (
            <DaySection
              key={day.key}
              day={day}
              me={me.value.id}
              divider={mark}
              readers={readers}
              lit={lit.value}
              stop={tabStop}
              readSeq={readByOthers}
            />
          ))}
        </div>
      </div>
      {away.value && shown.length > 0 && <JumpButton thread={thread} />}
    </div>
  )
}

const stillAfter = 1_000
let stillTimer: ReturnType<typeof setTimeout> | undefined

/** The list moves, or did a moment ago. An attribute and no state: nothing is drawn anew while scrolling. */
function showMoving(list: HTMLElement) {
  list.dataset.moving = ''
  clearTimeout(stillTimer)
  stillTimer = setTimeout(() => delete list.dataset.moving, stillAfter)
}
