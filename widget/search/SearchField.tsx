import { closeSheet } from '../card/layout.ts'
import { IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { fetched, later, tellUnreachable } from '../parts/later.tsx'
import { words } from '../words/index.ts'
import { endSearch, query, searching, setQuery } from './search.model.ts'
import './search-field.css'

const Scopes = later(async () => (await import('./SearchPanel.tsx')).Scopes)
const Position = later(async () => (await import('./SearchPanel.tsx')).Position)
const finding = fetched(() => import('./finding.model.ts'))

/** The field, and under it while searching: where to look and which hit one is at. */
export function SearchField({ autofocus }: { autofocus?: boolean }) {
  return (
    <search class="search">
      <div class="search-field">
        <Icon name="search" size="s" />
        <input
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          data-autofocus={autofocus}
          aria-label={words.search.label}
          placeholder={words.nav.search}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {searching.value ? (
          <IconButton icon="close" small label={words.search.clear} onClick={endSearch} />
        ) : (
          <span aria-hidden="true">
            <kbd>/</kbd>
          </span>
        )}
      </div>
      {searching.value && (
        <>
          <Scopes />
          <Position />
        </>
      )}
    </search>
  )
}

function go(by: 1 | -1) {
  finding().then(({ step }) => step(by), tellUnreachable)
}

function onKeyDown(event: KeyboardEvent) {
  if (event.isComposing) return
  const commands: Record<string, () => void> = {
    Enter: () => {
      go(1)
      closeSheet()
    },
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    Escape: endSearch,
  }
  const command = commands[event.key]
  if (!command || !searching.peek()) return
  event.preventDefault()
  event.stopPropagation()
  command()
}
