import type { ShownThread } from '../../backend/shown.ts'
import { retentionDays } from '../files/retention.ts'
import { Badge } from '../parts/Badge.tsx'
import { IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { later } from '../parts/later.tsx'
import { Time } from '../parts/Time.tsx'
import { SearchField } from '../search/SearchField.tsx'
import { searching } from '../search/search.model.ts'
import { words } from '../words/index.ts'
import { card, current, openThread, threads } from './card.model.ts'
import { closeSheet, sheet } from './layout.ts'
import { threadIcon, threadTint, threadTitle } from './thread-looks.ts'
import { lastWords } from './thread-words.ts'
import './thread-nav.css'
import './thread-tint.css'

const SearchResults = later(async () => (await import('../search/SearchPanel.tsx')).SearchResults)

/** The discussions of the record; in place of them, what a search has found. A sheet has a head of its own. */
export function ThreadNav({ inSheet }: { inSheet?: boolean }) {
  const internal = threads.value.filter(({ audience }) => audience === 'internal')
  const client = threads.value.filter(({ audience }) => audience === 'client')
  return (
    <nav class="thread-nav" data-region="nav" aria-label={words.nav.label}>
      {!inSheet && (
        <div class="thread-nav-head">
          <h2>{words.nav.title}</h2>
          <NewTopicButton />
        </div>
      )}
      <SearchField />
      {searching.value ? (
        <SearchResults />
      ) : (
        <div class="thread-nav-list">
          <Group icon="lock" title={words.nav.team} of={internal} />
          {client.length > 0 && <Group icon="eye" title={words.nav.client} of={client} />}
        </div>
      )}
      <footer class="thread-nav-foot">
        <Icon name="shield" size="s" />
        {card.value.storage ? words.nav.allInCrm : words.nav.retention(retentionDays)}
      </footer>
    </nav>
  )
}

export function NewTopicButton() {
  const open = () => {
    sheet.value = 'newThread'
  }
  return <IconButton icon="plus" label={words.nav.newTopic} onClick={open} />
}

function Group({ icon, title, of }: { icon: 'lock' | 'eye'; title: string; of: ShownThread[] }) {
  return (
    <>
      <h3 class="thread-nav-group">
        <Icon name={icon} size="xs" />
        {title}
      </h3>
      <ul>
        {of.map((thread) => (
          <li key={thread.id}>
            <Row thread={thread} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Row({ thread }: { thread: ShownThread }) {
  const { id, unread, mentioned, mutedAt, closedAt, lastMessage } = thread
  const isCurrent = current.value === id
  const fresh = unread > 0 && !mutedAt
  const open = () => {
    openThread(id)
    closeSheet()
  }
  return (
    <button
      type="button"
      class={fresh ? 'thread-row thread-row-fresh' : 'thread-row'}
      data-region-focus={isCurrent || undefined}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={open}
    >
      <span class={`thread-row-icon ${threadTint(thread)}`}>
        <Icon name={threadIcon(thread)} size="s" />
        {thread.kind === 'private' && <span class="hidden">{words.nav.private}</span>}
      </span>
      <span class="thread-row-title isolate ellipsis">{threadTitle(thread)}</span>
      {lastMessage ? <Time at={lastMessage.at} form="short" /> : <span />}
      <Preview thread={thread} isCurrent={isCurrent} />
      <span class="thread-row-end">
        {closedAt && <Sign icon="check" label={words.nav.closed} />}
        {mutedAt && <Sign icon="bell-off" label={words.nav.muted} />}
        <Badge
          count={unread}
          tone={mutedAt ? 'quiet' : mentioned ? 'urgent' : 'accent'}
          label={mentioned ? `${words.unread(unread)}, ${words.nav.mentioned}` : words.unread(unread)}
        />
      </span>
    </button>
  )
}

/** What was said last, or what I was about to say. */
function Preview({ thread, isCurrent }: { thread: ShownThread; isCurrent: boolean }) {
  const draft = thread.draft?.text
  if (!draft || isCurrent) return <span class="thread-row-text isolate ellipsis">{lastWords(thread)}</span>
  return (
    <span class="thread-row-text isolate ellipsis">
      <span class="thread-row-draft">{words.nav.draft}</span> {draft}
    </span>
  )
}

function Sign({ icon, label }: { icon: 'check' | 'bell-off'; label: string }) {
  return (
    <span title={label}>
      <Icon name={icon} size="xs" />
      <span class="hidden">{label}</span>
    </span>
  )
}
