import { navFits, sheet } from '../card/layout.ts'
import { IconButton } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { words } from '../words/index.ts'
import { Position, SearchField, SearchResults } from './SearchPanel.tsx'
import { endSearch, query, searching, startSearch } from './search.model.ts'

/** The search where the navigation has no column. */
export function SearchSheet() {
  return (
    <Dialog title={words.search.title} shape="start" onClose={endSearch}>
      <div class="search-sheet">
        <SearchField autofocus />
        {searching.value && <SearchResults />}
      </div>
    </Dialog>
  )
}

/** The same, folded to a line while its hit is looked at. */
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
