import { card } from '../card/card.model.ts'
import { closeSheet } from '../card/layout.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { ClientTab } from './ClientTab.tsx'
import { kit, type Tab, tab } from './documents.model.ts'
import { FilesTab } from './FilesTab.tsx'
import { KitTab } from './KitTab.tsx'
import { documentWords } from './words/index.ts'
import './documents.css'

/** The card's documents over the card: its files, what its record needs, and what is kept of its client. */
export function DocumentsSheet() {
  const say = documentWords()
  const needs = (kit.value?.items.length ?? 0) > 0
  const tabs: Tab[] = [
    'files',
    ...(needs ? (['kit'] as const) : []),
    ...(hasClient() ? (['client'] as const) : []),
  ]
  const open = tabs.includes(tab.value) ? tab.value : 'files'
  return (
    <Dialog title={say.title} shape="end" wide onClose={closeSheet}>
      <div class="documents">
        {tabs.length > 1 && (
          <div class="documents-tabs" role="tablist" aria-label={say.title}>
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                id={`documents-${one}`}
                aria-selected={open === one}
                aria-controls="documents-shown"
                tabIndex={open === one ? 0 : -1}
                onClick={() => {
                  tab.value = one
                }}
                onKeyDown={(event) => moveAlong(event, tabs)}
              >
                {say[one]}
              </button>
            ))}
          </div>
        )}
        <div
          id="documents-shown"
          role="tabpanel"
          aria-labelledby={`documents-${open}`}
          class="documents-shown"
        >
          {open === 'files' && <FilesTab />}
          {open === 'kit' && <KitTab />}
          {open === 'client' && <ClientTab />}
        </div>
      </div>
    </Dialog>
  )
}

function hasClient(): boolean {
  return card.value.context.client !== null && !card.value.invited
}

/** The arrows go from tab to tab. */
function moveAlong({ key, currentTarget }: KeyboardEvent, tabs: Tab[]) {
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  const next = tabs[tabs.indexOf(tab.peek()) + step]
  if (!step || !next) return
  tab.value = next
  const list = (currentTarget as HTMLElement).parentElement
  list?.querySelector<HTMLElement>(`#documents-${next}`)?.focus()
}
