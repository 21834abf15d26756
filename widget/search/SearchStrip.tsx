import { navFits, sheet } from '../card/layout.ts'
import { IconButton } from '../parts/Button.tsx'
import { later } from '../parts/later.tsx'
import { words } from '../words/index.ts'
import { endSearch, query, searching, startSearch } from './search.model.ts'

const Position = later(async () => (await import('./SearchPanel.tsx')).Position)

/** The search where the navigation has no column, folded to a line while its hit is looked at. */
export function SearchStrip() {
  if (navFits.value || !searching.value || sheet.value === 'search') return null
  return (
    <search class="search-strip">
      <button type="button" class="search-strip-query ellipsis isolate" onClick={startSearch}>
        {query}
      </button>
      <Position />
      <IconButton icon="close" small label={words.search.clear} onClick={endSearch} />
    </search>
  )
}
