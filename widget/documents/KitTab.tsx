import { useSignal } from '@preact/signals'
import type { ShownKitItem } from '../../backend/shown.ts'
import { card, person, roles } from '../card/card.model.ts'
import { closeSheet } from '../card/layout.ts'
import { Button } from '../parts/Button.tsx'
import { Chip, type Tone } from '../parts/Chip.tsx'
import { shortWhen } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { dueWhen } from '../questions/state.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { chosen } from '../words/index.ts'
import { kindTitle, kit, type Move, moveOn, progress } from './documents.model.ts'
import { RejectDialog } from './RejectDialog.tsx'
import { RequestDialog } from './RequestDialog.tsx'
import { documentWords, whyNot } from './words/index.ts'

const tones: Partial<Record<ShownKitItem['state'], Tone>> = {
  requested: 'accent',
  received: 'warn',
  wrong: 'bad',
  corrected: 'warn',
  accepted: 'ok',
}

/** The documents this record needs: how far each is, until when, and what comes next. */
export function KitTab() {
  const now = kit.value
  if (!now) return null
  return (
    <>
      {now.title && <h3 class="kit-title">{now.title[chosen.language]}</h3>}
      <Progress />
      <ul class="documents-list">
        {now.items.map((item) => (
          <Item key={item.kind} item={item} />
        ))}
      </ul>
    </>
  )
}

/** "Принято 7 из 9" over a line as long. */
export function Progress() {
  const { accepted, all } = progress.value
  const text = documentWords().accepted(accepted, all)
  return (
    <div class="kit-progress">
      <span>{text}</span>
      <progress max={all} value={accepted} aria-label={text} />
    </div>
  )
}

type Asking = 'request' | 'reject'

function Item({ item }: { item: ShownKitItem }) {
  const say = documentWords()
  const asking = useSignal<Asking | undefined>(undefined)
  const busy = useSignal(false)
  const { kind, state, file, reason, at, by } = item
  const title = kindTitle(kind)
  const isAwaited = state === 'requested' || state === 'wrong'
  const take = async (move: Move) => {
    if (busy.peek()) return
    busy.value = true
    const answer = await moveOn(item, move)
    busy.value = false
    if (!answer.ok) toast({ text: whyNot(answer.reason) })
  }
  const close = () => {
    asking.value = undefined
  }
  return (
    <li class="kit-item" aria-label={title}>
      <div class="kit-item-head">
        <b>{title}</b>
        <Chip {...(tones[state] && { tone: tones[state] })}>{say.states[state]}</Chip>
      </div>
      <Deadline item={item} />
      {reason && <p class="kit-reason isolate">{reason}</p>}
      {file && (
        <button
          type="button"
          class="document-name isolate"
          aria-label={say.go(file.file.name)}
          onClick={() => {
            closeSheet()
            void jumpTo(file.thread, file.seq, file.message)
          }}
        >
          {file.file.name}
        </button>
      )}
      <small class="isolate">
        {[
          item.asked && isAwaited && say.asks(askedOf(item.asked)),
          at && by && say.lastStep(person(by).name, shortWhen(at)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {card.value.rights.write && (
        <Steps
          item={item}
          title={title}
          onTake={(move) => void take(move)}
          onAsk={(what) => {
            asking.value = what
          }}
        />
      )}
      {asking.value === 'request' && <RequestDialog item={item} title={title} onClose={close} />}
      {asking.value === 'reject' && <RejectDialog item={item} title={title} onClose={close} />}
    </li>
  )
}

function Deadline({ item: { deadline } }: { item: ShownKitItem }) {
  if (!deadline) return null
  const say = documentWords()
  const late = Date.parse(deadline) < Date.now()
  return (
    <span class={late ? 'kit-late' : 'kit-due'}>
      {late ? say.late(dueWhen(deadline)) : say.due(dueWhen(deadline))}
    </span>
  )
}

type StepsProps = {
  item: ShownKitItem
  title: string
  onTake: (move: Move) => void
  onAsk: (what: Asking) => void
}

/** What can come next. */
function Steps({ item: { state }, title, onTake, onAsk }: StepsProps) {
  const say = documentWords()
  const deed = (label: string, act: () => void, primary = false) => (
    <Button
      key={label}
      small
      kind={primary ? 'primary' : 'outline'}
      aria-label={say.doing(label, title)}
      onClick={act}
    >
      {label}
    </Button>
  )
  const request = () => onAsk('request')
  const judging = [
    deed(say.accept, () => onTake({ step: 'accept' }), true),
    deed(say.reject, () => onAsk('reject')),
  ]
  const deeds = {
    needed: [deed(say.request, request), deed(say.cameOnPaper, () => onTake({ step: 'receive' }))],
    requested: [deed(say.cameOnPaper, () => onTake({ step: 'receive' }))],
    received: judging,
    wrong: [deed(say.correct, () => onTake({ step: 'correct' })), deed(say.request, request)],
    corrected: judging,
    accepted: [deed(say.reject, () => onAsk('reject'))],
  }
  return <div class="kit-steps">{deeds[state]}</div>
}

function askedOf({ role, person: who }: NonNullable<ShownKitItem['asked']>): string {
  if (who) return person(who).name
  const known = roles.value.find(({ id }) => id === role)
  return known?.title[chosen.language] ?? documentWords().theClient
}
