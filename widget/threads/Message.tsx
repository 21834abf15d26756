import { useSignal } from '@preact/signals'
import { Component } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import { person, present } from '../card/card.model.ts'
import { Files } from '../files/Files.tsx'
import { Avatar } from '../parts/Avatar.tsx'
import { personColour } from '../parts/colour.ts'
import { clock } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { later } from '../parts/later.tsx'
import { words } from '../words/index.ts'
import { TextElsewhere } from './elsewhere.ts'
import { FailedLine } from './FailedLine.tsx'
import { MessageMeta } from './MessageMeta.tsx'
import { MessageText } from './MessageText.tsx'
import { MessageTools } from './MessageTools.tsx'
import { nameOf } from './names.ts'
import { QuoteLine } from './QuoteLine.tsx'
import { Reactions } from './Reactions.tsx'
import type { Row } from './rows.ts'
import { spoken } from './spoken.ts'
import './message.css'

const Withheld = later(async () => (await import('../documents/FileFacts.tsx')).Withheld)
const Tasks = later(async () => (await import('../tasks/Tasks.tsx')).Tasks)
const Matters = later(async () => (await import('../questions/Matters.tsx')).Matters)
/** Pixels of a task, and between two: kept free until they can be drawn. */
const [taskHeight, taskGap] = [44, 4]

export type MessageProps = Row & {
  mine: boolean
  /** Somebody else has read it. */
  read: boolean
  /** Just jumped to. */
  lit: boolean
  /** The one message the Tab key stops at. */
  stop: boolean
}

/** Drawn again only when something of it changed: a list has hundreds, and one more is no reason to draw them all. */
export class Message extends Component<MessageProps> {
  override shouldComponentUpdate(next: MessageProps) {
    const before = new Map(Object.entries(this.props))
    return Object.entries(next).some(([name, value]) => before.get(name) !== value)
  }

  override render(props: MessageProps) {
    return <Drawn {...props} />
  }
}

function Drawn(props: MessageProps) {
  const { message, unsent, first, last, mine, lit, stop } = props
  const near = useSignal(false)
  const busy = useSignal(false)
  const item = useRef<HTMLLIElement>(null)
  const author = person(message.author)

  // One stop for the whole list: what is inside a message is reached from it, not past it.
  useLayoutEffect(() => {
    for (const inner of item.current?.querySelectorAll<HTMLElement>('a[href], button') ?? []) {
      inner.tabIndex = stop ? 0 : -1
    }
  })

  return (
    <li
      ref={item}
      class={names(props, busy.value)}
      data-message={message.id}
      onPointerEnter={() => {
        near.value = true
      }}
      onPointerLeave={() => {
        near.value = false
      }}
    >
      {!mine && (
        <span class="message-avatar">
          {last && <Avatar person={author} online={present.value.has(author.id)} />}
        </span>
      )}
      <article
        class="bubble"
        tabIndex={stop ? 0 : -1}
        data-region-focus={stop || undefined}
        aria-label={spoken(message, unsent)}
      >
        {first && !mine && (
          <div class={`message-author message-author${personColour(author.id)}`}>
            <b class="isolate">{nameOf(author.id)}</b>
            <span class="isolate">{author.position}</span>
          </div>
        )}
        {message.deletedAt ? <Tombstone {...props} /> : <Words {...props} />}
        <Reactions message={message} />
        {!unsent && !message.deletedAt && (near.value || stop || busy.value || lit) && (
          <MessageTools message={message} busy={busy} />
        )}
      </article>
      {unsent?.failure && <FailedLine unsent={unsent} />}
    </li>
  )
}

function Words({ message, unsent, mine, read }: MessageProps) {
  return (
    <>
      {message.quote && <QuoteLine quote={message.quote} thread={message.thread} />}
      {message.files.length > 0 && <Files files={message.files} />}
      {message.withheld && <Withheld count={message.withheld} />}
      <div class="message-text" dir="auto">
        {message.elsewhere ? (
          <TextElsewhere message={message} />
        ) : (
          <MessageText text={message.text} mentions={message.mentions} called={message.called} />
        )}
        <MessageMeta message={message} unsent={unsent} mine={mine} read={read} />
      </div>
      {carries(message) && <Matters message={message} />}
      {message.tasks && (
        <div
          class="message-tasks"
          style={{ minHeight: `${message.tasks.length * (taskHeight + taskGap) - taskGap}px` }}
        >
          <Tasks message={message} tasks={message.tasks} />
        </div>
      )}
    </>
  )
}

/** Whether more than words hangs on it. */
function carries({ question, answers, approval, acknowledgement, situation }: ShownMessage): boolean {
  return Boolean(question || answers || approval || acknowledgement || situation)
}

function Tombstone({ message }: MessageProps) {
  const { author, deletedAt, deletedBy } = message
  const when = clock(deletedAt ?? message.at)
  // Its time was over: nobody has deleted it, and its files may be kept longer.
  if (!deletedBy) {
    return (
      <>
        <div class="message-tombstone">
          <Icon name="clock" size="s" />
          {words.conversation.termOver(when)}
        </div>
        {message.files.length > 0 && <Files files={message.files} />}
      </>
    )
  }
  return (
    <div class="message-tombstone">
      <Icon name="trash" size="s" />
      {deletedBy === author
        ? words.conversation.deleted(when)
        : words.conversation.deletedBy(nameOf(deletedBy), when)}
    </div>
  )
}

function names({ first, last, mine, unsent, lit }: MessageProps, acting: boolean): string {
  return [
    'message',
    mine && 'message-mine',
    !first && 'message-next',
    last && 'message-last',
    unsent && !unsent.failure && 'message-pending',
    unsent?.failure && 'message-failed',
    lit && 'message-lit',
    acting && 'message-acting',
  ]
    .filter(Boolean)
    .join(' ')
}
