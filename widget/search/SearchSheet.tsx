import { Dialog } from '../parts/Dialog.tsx'
import { words } from '../words/index.ts'
import { SearchField } from './SearchField.tsx'
import { SearchResults } from './SearchPanel.tsx'
import { endSearch, searching } from './search.model.ts'

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
