import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { InboxRow } from '../../../backend/shown.ts'
import { recordName } from '../../card/record-name.ts'
import { threadIcon, threadTint, threadTitle } from '../../card/thread-looks.ts'
import { openRecord } from '../../host.ts'
import { Badge } from '../../parts/Badge.tsx'
import { IconButton } from '../../parts/Button.tsx'
import { Chip } from '../../parts/Chip.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Menu, type MenuItem } from '../../parts/Menu.tsx'
import { Time } from '../../parts/Time.tsx'
import { homeWords } from '../words/index.ts'
import { markRead, needNoAnswer, openRow, toggleMute } from './deeds.ts'
import { lastWords } from './last-words.ts'
import '../../card/thread-tint.css'

/** A discussion: whose record it is, what was said last, and what of it is not read. */
export function Row({ row }: { row: InboxRow }) {
  const { record, named, thread, unread, mentioned, mutedAt, at } = row
  const { list } = homeWords
  const name = named?.title ?? recordName(record)
  return (
    <li class={unread > 0 && !mutedAt ? 'inbox-row inbox-row-fresh' : 'inbox-row'}>
      <button type="button" class="inbox-row-open" onClick={() => openRow(row)}>
        <span class={`inbox-row-icon ${threadTint(thread)}`}>
          <Icon name={threadIcon(thread)} />
        </span>
        <span class="inbox-row-name">
          <b class="isolate ellipsis">{name}</b>
          {named?.stage && <Chip>{named.stage}</Chip>}
        </span>
        <span class="inbox-row-when">
          <Time at={at} form="short" />
        </span>
        <span class="inbox-row-said isolate">
          {named ? (
            <>
              <span class="inbox-row-thread">{threadTitle(thread)}</span>
              <span class="inbox-row-words">{lastWords(row)}</span>
            </>
          ) : (
            <span class="inbox-row-words">{list.unnamed}</span>
          )}
        </span>
        <span class="inbox-row-marks">
          <Marks row={row} />
          {mentioned && (
            <span class="inbox-row-mention">
              <Icon name="at" size="xs" />
              <span class="hidden">{list.mentioned}</span>
            </span>
          )}
          <Badge
            count={unread}
            tone={mutedAt ? 'quiet' : mentioned || thread.kind === 'private' ? 'urgent' : 'accent'}
            label={list.unreadOf(unread)}
          />
        </span>
      </button>
      <RowMenu row={row} name={name} />
    </li>
  )
}

function Marks({ row: { mutedAt, closedAt, unanswered } }: { row: InboxRow }) {
  const { muted, closed, waits } = homeWords.list
  return (
    <>
      {unanswered && (
        <span class="inbox-row-waits" title={waits(unanswered)}>
          <Icon name="reply" size="xs" />
          <span class="hidden">{waits(unanswered)}</span>
        </span>
      )}
      {closedAt && (
        <span class="inbox-row-mark" title={closed}>
          <Icon name="lock" size="xs" />
          <span class="hidden">{closed}</span>
        </span>
      )}
      {mutedAt && (
        <span class="inbox-row-mark" title={muted}>
          <Icon name="bell-off" size="xs" />
          <span class="hidden">{muted}</span>
        </span>
      )}
    </>
  )
}

function RowMenu({ row, name }: { row: InboxRow; name: string }) {
  const anchor = useRef<HTMLSpanElement>(null)
  const open = useSignal(false)
  const { list } = homeWords
  const items: MenuItem[] = [
    { icon: 'chat', label: list.open, onSelect: () => openRow(row) },
    ...(row.invited
      ? []
      : [
          {
            icon: 'link',
            label: list.openRecord,
            onSelect: () => void openRecord(row.record),
          } satisfies MenuItem,
        ]),
    ...(row.unread > 0
      ? [{ icon: 'check', label: list.read, onSelect: () => void markRead(row) } satisfies MenuItem]
      : []),
    ...(row.unanswered
      ? [{ icon: 'checks', label: list.noAnswer, onSelect: () => void needNoAnswer(row) } satisfies MenuItem]
      : []),
    {
      icon: row.mutedAt ? 'bell' : 'bell-off',
      label: row.mutedAt ? list.unmute : list.mute,
      onSelect: () => void toggleMute(row),
    },
  ]
  const button = anchor.current?.querySelector('button')
  return (
    <span ref={anchor} class="inbox-row-menu">
      <IconButton
        icon="more"
        small
        label={list.actions(name)}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value
        }}
      />
      {open.value && button && (
        <Menu
          anchor={button}
          items={items}
          label={list.actions(name)}
          onClose={() => {
            open.value = false
          }}
        />
      )}
    </span>
  )
}
