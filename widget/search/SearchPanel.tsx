import type { SearchHit, ShownDocument } from '../../backend/shown.ts'
import { card, person } from '../card/card.model.ts'
import { closeSheet, sheet } from '../card/layout.ts'
import { recordName } from '../card/record-name.ts'
import { threadTitle } from '../card/thread-looks.ts'
import { documentWords } from '../documents/words/index.ts'
import { elsewhereWords } from '../elsewhere/words.ts'
import { openRecord } from '../host.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Time } from '../parts/Time.tsx'
import { inWords } from '../threads/in-words.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { words } from '../words/index.ts'
import { found, go, isElsewhere, older, type Scope, scope, setScope, step, totalOf } from './finding.model.ts'
import { marked } from './marked.ts'
import './search.css'

/** Where to look. */
export function Scopes() {
  const choice = (value: Scope, text: string) => (
    <button
      type="button"
      class="search-scope"
      aria-pressed={scope.value === value}
      onClick={() => setScope(value)}
    >
      {text}
    </button>
  )
  return (
    <fieldset class="search-scopes" aria-label={words.search.scope}>
      {choice('card', words.search.card)}
      {choice('all', words.search.all)}
    </fieldset>
  )
}

/** "2 из 7" with a way up and down. */
export function Position() {
  const now = found.value
  if (now.kind !== 'found' || now.hits.length === 0) return null
  const text =
    now.at < 0 ? words.search.found(now.total) : words.search.position(now.at + 1, totalOf(now.total))
  return (
    <div class="search-position">
      <span>{text}</span>
      <IconButton icon="up" small label={words.search.previous} onClick={() => step(-1)} />
      <IconButton icon="down" small label={words.search.next} onClick={() => step(1)} />
    </div>
  )
}

/** What was found, and why it may be little. */
export function SearchResults() {
  return (
    <>
      {card.value.storage === 'relay' && <p class="search-note">{elsewhereWords().searchHint}</p>}
      <Found />
    </>
  )
}

/** Newest first. */
function Found() {
  const now = found.value
  if (now.kind === 'nothing asked') return <p class="search-note">{words.search.hint}</p>
  if (now.kind === 'asking') return <p class="search-note">{words.loading}</p>
  if (now.kind === 'failed') {
    return (
      <p class="search-note" role="alert">
        {words.search.failed} {inWords(now.reason)}
        <Button small onClick={() => setScope(scope.peek())}>
          {words.retry}
        </Button>
      </p>
    )
  }
  if (now.hits.length + now.files.length === 0) {
    return (
      <p class="search-note">
        <b>{words.search.nothing}</b>
        {words.search.nothingHint}
      </p>
    )
  }
  return (
    <div class="search-results">
      {now.files.length > 0 && (
        <ul aria-label={documentWords().files}>
          {now.files.map((one) => (
            <li key={one.file.id}>
              <FileHit found={one} />
            </li>
          ))}
        </ul>
      )}
      <ol aria-label={words.search.results}>
        {now.hits.map((hit, i) => (
          <li key={hit.message.id}>
            <Hit hit={hit} here={i === now.at} onGo={() => go(i)} />
          </li>
        ))}
      </ol>
      {now.next && (
        <Button kind="text" small onClick={() => older()}>
          {words.search.older}
        </Button>
      )}
    </div>
  )
}

function FileHit({ found: one }: { found: ShownDocument }) {
  const { file, record, thread, seq, message } = one
  const away = isElsewhere(one)
  const within = card.value.threads.find(({ id }) => id === thread)
  const place = away ? `${recordName(record)} · ${words.search.elsewhere}` : within && threadTitle(within)
  const open = () => {
    if (away) void openRecord(record)
    else void jumpTo(thread, seq, message)
    if (sheet.peek() === 'search') closeSheet()
  }
  return (
    <button type="button" class="search-hit" onClick={open}>
      <span class="search-hit-head">
        <Icon name="file" size="s" />
        <b class="isolate ellipsis">{file.name}</b>
        <Time at={file.at} form="short" />
      </span>
      <span class="search-hit-place ellipsis">
        {away && <Icon name="link" size="xs" />}
        <bdi>{[person(file.author).name, place].filter(Boolean).join(' · ')}</bdi>
      </span>
    </button>
  )
}

function Hit({ hit, here, onGo }: { hit: SearchHit; here: boolean; onGo: () => void }) {
  const { message, thread, record, marks } = hit
  const away = isElsewhere(hit)
  const open = () => {
    onGo()
    if (sheet.peek() === 'search') closeSheet()
  }
  return (
    <button type="button" class="search-hit" aria-current={here ? 'true' : undefined} onClick={open}>
      <span class="search-hit-head">
        <b class="isolate ellipsis">{person(message.author).name}</b>
        <Time at={message.at} form="short" />
      </span>
      <span class="search-hit-text isolate">
        {marked(message.text, marks).map((piece, i) => {
          const key = `${i} ${piece.text}`
          return piece.found ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>
        })}
      </span>
      <span class="search-hit-place ellipsis">
        {away && <Icon name="link" size="xs" />}
        <bdi>{away ? `${recordName(record)} · ${words.search.elsewhere}` : threadTitle(thread)}</bdi>
      </span>
    </button>
  )
}
