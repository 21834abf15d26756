import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownThread, Situation } from '../../backend/shown.ts'
import { ApprovalDialog } from '../approvals/ApprovalDialog.tsx'
import { Menu, type MenuItem } from '../parts/Menu.tsx'
import { SituationDialog } from '../situations/SituationDialog.tsx'
import { chosen } from '../words/index.ts'
import { AskDialog } from './AskDialog.tsx'
import { situations } from './asking.model.ts'
import { questionWords } from './words/index.ts'

type Step = { what: 'menu' | 'question' | 'approval' } | { what: 'situation'; situation: Situation }
type AskMenuProps = { thread: ShownThread; anchor: HTMLElement; onClose: () => void }

/** What can be asked in a discussion besides a message, and the dialogs of it. */
export function AskMenu({ thread, anchor, onClose }: AskMenuProps) {
  const say = questionWords()
  const step = useSignal<Step>({ what: 'menu' })
  const known = useSignal<Situation[] | undefined>(undefined)
  useEffect(() => {
    void situations().then((answer) => {
      // Without them the rest can be asked all the same.
      known.value = answer.ok ? answer.value.situations : []
    })
  }, [])

  switch (step.value.what) {
    case 'question':
      return <AskDialog thread={thread} onClose={onClose} />
    case 'approval':
      return <ApprovalDialog thread={thread} onClose={onClose} />
    case 'situation':
      return <SituationDialog situation={step.value.situation} thread={thread} onClose={onClose} />
    case 'menu': {
      // A menu that grows after it was placed would run out of the window.
      if (!known.value) return null
      const show = (next: Step) => () => {
        step.value = next
      }
      const items: MenuItem[] = [
        { icon: 'ask', label: say.question.item, onSelect: show({ what: 'question' }) },
        { icon: 'shield', label: say.approval.item, onSelect: show({ what: 'approval' }) },
        ...known.value.map((situation) => ({
          icon: 'alert' as const,
          label: situation.title[chosen.language],
          onSelect: show({ what: 'situation', situation }),
        })),
      ]
      return (
        <Menu
          anchor={anchor}
          label={say.menu}
          items={items}
          onClose={() => {
            // The menu closes before it acts; what the action opens must stay.
            queueMicrotask(() => step.peek().what === 'menu' && onClose())
          }}
        />
      )
    }
  }
}
