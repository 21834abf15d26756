import { useEffect } from 'preact/hooks'
import { Lightbox } from '../files/Lightbox.tsx'
import { looking } from '../files/looking.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { LiveRegions } from '../parts/LiveRegions.tsx'
import { Toasts } from '../parts/Toasts.tsx'
import { SearchSheet, SearchStrip } from '../search/SearchSheet.tsx'
import { Conversation } from '../threads/Conversation.tsx'
import { words } from '../words/index.ts'
import { Banner } from './Banner.tsx'
import { CardHeader } from './CardHeader.tsx'
import { ContextPanel } from './ContextPanel.tsx'
import { ContextStrip } from './ContextStrip.tsx'
import { card, currentThread, person, trouble } from './card.model.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { followKeyboard } from './keyboard-height.ts'
import { listenToKeys } from './keys.ts'
import { closeSheet, contextFits, contextWanted, narrow, navFits, sheet } from './layout.ts'
import { NewThread } from './NewThread.tsx'
import { AccessLost } from './States.tsx'
import { NewTopicButton, ThreadNav } from './ThreadNav.tsx'
import './card.css'

/** The whole card: discussions, the open one, and the record beside it. */
export function Card() {
  useEffect(listenToKeys, [])
  useEffect(followKeyboard, [])
  if (trouble.value === 'access_lost') return <NoAccess />
  const thread = currentThread.value
  const context = contextFits.value && contextWanted.value
  return (
    <div class={`card ${navFits.value ? 'card-nav' : ''} ${context ? 'card-context' : ''}`}>
      {navFits.value && <ThreadNav />}
      <main class="card-main" aria-label={words.header.main}>
        {thread && <CardHeader thread={thread} />}
        {narrow.value && <ContextStrip />}
        <SearchStrip />
        <Banner />
        {thread && <Conversation key={thread.id} thread={thread} />}
      </main>
      {context && <ContextPanel />}
      <Sheets />
      {looking.value && <Lightbox {...looking.value} />}
      <Toasts />
      <LiveRegions />
    </div>
  )
}

/** What lies over the card: the folded columns and the dialogs. */
function Sheets() {
  switch (sheet.value) {
    case 'nav':
      return (
        <Dialog title={words.nav.title} tools={<NewTopicButton />} shape="start" onClose={closeSheet}>
          <ThreadNav inSheet />
        </Dialog>
      )
    case 'context':
      return (
        <Dialog title={words.context.label} shape="end" onClose={closeSheet}>
          <ContextPanel />
        </Dialog>
      )
    case 'search':
      return <SearchSheet />
    case 'newThread':
      return <NewThread />
    case 'keys':
      return <KeysDialog />
    case undefined:
      return null
  }
}

function NoAccess() {
  const { responsible } = card.value.context
  return (
    <main class="state-page">
      <AccessLost responsible={responsible ? person(responsible).name : ''} />
      <LiveRegions />
    </main>
  )
}
