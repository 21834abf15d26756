import { Lightbox } from '../files/Lightbox.tsx'
import { looking } from '../files/looking.ts'
import { InviteDialog } from '../invites/InviteDialog.tsx'
import { SuperviseDialog } from '../invites/SuperviseDialog.tsx'
import { ThreadNotices } from '../notices/ThreadNotices.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { later } from '../parts/later.tsx'
import { SearchSheet } from '../search/SearchSheet.tsx'
import { contextWords } from '../words/context.ts'
import { words } from '../words/index.ts'
import { ContextPanel } from './ContextPanel.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { closeSheet, sheet } from './layout.ts'
import { NewThread } from './NewThread.tsx'
import { NewTopicButton, ThreadNav } from './ThreadNav.tsx'

const DocumentsSheet = later(async () => (await import('../documents/DocumentsSheet.tsx')).DocumentsSheet)

/** What lies over the card: the folded columns and the dialogs. */
export function Sheets() {
  if (looking.value) return <Lightbox {...looking.value} />
  switch (sheet.value) {
    case 'nav':
      return (
        <Dialog title={words.nav.title} tools={<NewTopicButton />} shape="start" onClose={closeSheet}>
          <ThreadNav inSheet />
        </Dialog>
      )
    case 'context':
      return (
        <Dialog title={contextWords().label} shape="end" onClose={closeSheet}>
          <ContextPanel />
        </Dialog>
      )
    case 'search':
      return <SearchSheet />
    case 'newThread':
      return <NewThread />
    case 'documents':
      return <DocumentsSheet />
    case 'notices':
      return <ThreadNotices />
    case 'invite':
      return <InviteDialog />
    case 'supervise':
      return <SuperviseDialog />
    case 'keys':
      return <KeysDialog />
    case undefined:
      return null
  }
}
