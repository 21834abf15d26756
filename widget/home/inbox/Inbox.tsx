import { useEffect, useRef } from 'preact/hooks'
import { State } from '../../card/States.tsx'
import { announce } from '../../parts/announce.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { later } from '../../parts/later.tsx'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { counts } from '../counts.model.ts'
import { homeWords } from '../words/index.ts'
import { markAllRead } from './deeds.ts'
import { FoundFiles } from './FoundFiles.tsx'
import { files } from './found-files.model.ts'
import {
  choose,
  failure,
  filter,
  filters,
  isEmpty,
  loading,
  refreshInbox,
  rows,
  seek,
  silent,
  sought,
} from './inbox.model.ts'
import { Rows } from './Rows.tsx'
import './inbox.css'

const InvitesAtHome = later(async () => (await import('../../invites/InvitesAtHome.tsx')).InvitesAtHome)

/** All my discussions over all cards. */
export function Inbox() {
  const found = rows.value.length
  const seeking = sought.value.trim() !== ''
  useEffect(() => {
    if (seeking && !loading.value) announce(homeWords.list.found(found))
  }, [found, seeking])
  return (
    <section class="inbox" aria-label={homeWords.inbox} aria-busy={loading.value === 'list'}>
      <InvitesAtHome />
      <header class="inbox-head">
        <Filters />
        <Search />
        <Button small class="inbox-read-all" onClick={() => void markAllRead()}>
          <Icon name="checks" size="s" />
          {homeWords.list.readAll}
        </Button>
      </header>
      {silent.value && (
        <p class="inbox-silent" role="status">
          <Icon name="alert" size="s" />
          <span>{homeWords.list.silent}</span>
        </p>
      )}
      <FoundFiles />
      <Content />
    </section>
  )
}

function Content() {
  const { failedTitle, empty } = homeWords.list
  if (failure.value && rows.value.length === 0) {
    return (
      <State within icon="alert" title={failedTitle} text={inWords(failure.value)}>
        <Button onClick={() => void refreshInbox()}>{words.retry}</Button>
      </State>
    )
  }
  if (isEmpty.value && files.value.length > 0) return null
  if (isEmpty.value) {
    const [title, text] = empty[sought.value.trim() ? 'sought' : filter.value]
    return <State within icon={sought.value.trim() ? 'search' : 'check'} title={title} text={text} />
  }
  return <Rows />
}

function Filters() {
  return (
    <fieldset class="inbox-filters">
      <legend class="hidden">{homeWords.list.filters}</legend>
      {filters.map((one) => (
        <label key={one} class="inbox-filter">
          <input type="radio" name="filter" checked={filter.value === one} onChange={() => choose(one)} />
          {homeWords.list[one]}
          <Counted filter={one} />
        </label>
      ))}
    </fieldset>
  )
}

/** How many there are over all cards, of what can be counted. */
function Counted({ filter }: { filter: string }) {
  const n = filter === 'unread' || filter === 'unanswered' ? counts.value?.[filter] : undefined
  return n ? <span class="inbox-filter-count">{n}</span> : null
}

function Search() {
  const field = useRef<HTMLInputElement>(null)
  const { search, clear } = homeWords.list
  return (
    <div class="inbox-search">
      <Icon name="search" size="s" />
      <input
        ref={field}
        type="search"
        aria-label={search}
        placeholder={search}
        value={sought.value}
        onInput={(event) => seek(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && sought.value) seek('')
        }}
      />
      {sought.value && (
        <IconButton
          icon="close"
          small
          label={clear}
          onClick={() => {
            seek('')
            field.current?.focus()
          }}
        />
      )}
    </div>
  )
}
