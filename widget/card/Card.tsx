import { useEffect } from 'preact/hooks'
import { looking } from '../files/looking.ts'
import { LiveRegions } from '../parts/LiveRegions.tsx'
import { later } from '../parts/later.tsx'
import { Toasts } from '../parts/Toasts.tsx'
import { SearchStrip } from '../search/SearchStrip.tsx'
import { Conversation } from '../threads/Conversation.tsx'
import { words } from '../words/index.ts'
import { Banner } from './Banner.tsx'
import { CardHeader } from './CardHeader.tsx'
import { ContextStrip } from './ContextStrip.tsx'
import { card, currentThread, person, trouble } from './card.model.ts'
import { followKeyboard } from './keyboard-height.ts'
import { listenToKeys } from './keys.ts'
import { contextFits, contextWanted, narrow, navFits, sheet } from './layout.ts'
import { AccessLost, Left } from './States.tsx'
import { ThreadNav } from './ThreadNav.tsx'
import './card.css'

// Its column is kept free: the talk is drawn first, and does not move when this comes.
const ContextPanel = later(async () => (await import('./ContextPanel.tsx')).ContextPanel)
const HandoverStrip = later(async () => (await import('../handover/HandoverStrip.tsx')).HandoverStrip)
const Offers = later(async () => (await import('./Offers.tsx')).Offers)
const Sheets = later(async () => (await import('./Sheets.tsx')).Sheets)

/** The whole card: discussions, the open one, and the record beside it. */
export function Card() {
  useEffect(listenToKeys, [])
  useEffect(followKeyboard, [])
  if (trouble.value === 'access_lost') return <NoAccess />
  if (trouble.value === 'left') return <Left />
  const thread = currentThread.value
  const { handover, leftBehind, mayContinue } = card.value
  const context = contextFits.value && contextWanted.value
  return (
    <div class={`card ${navFits.value ? 'card-nav' : ''} ${context ? 'card-context' : ''}`}>
      {navFits.value && <ThreadNav />}
      <main class="card-main" aria-label={words.header.main}>
        {thread && <CardHeader thread={thread} />}
        {narrow.value && <ContextStrip />}
        <SearchStrip />
        <Banner />
        {handover && <HandoverStrip />}
        {(leftBehind || mayContinue) && <Offers />}
        {thread && <Conversation key={thread.id} thread={thread} />}
      </main>
      {context && <ContextPanel />}
      {(sheet.value || looking.value) && <Sheets />}
      <Toasts />
      <LiveRegions />
    </div>
  )
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
