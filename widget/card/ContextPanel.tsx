import type { ShownPerson } from '../../backend/shown.ts'
import type { RecordContext } from '../../crm-adapters/port.ts'
import { DocumentsBlock } from '../documents/DocumentsBlock.tsx'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { dateOnly } from '../parts/dates.ts'
import { MattersBlock } from '../questions/MattersBlock.tsx'
import { contextWords } from '../words/context.ts'
import { money } from '../words/index.ts'
import { Block, Fact, HostLink } from './ContextBlock.tsx'
import { card, currentThread, person, present } from './card.model.ts'
import { sheet } from './layout.ts'
import { recordName } from './record-name.ts'
import { Surroundings } from './Surroundings.tsx'
import './context-panel.css'

/** The record beside the talk: what it is worth, who is in it, what was attached. What is unknown is not shown. */
export function ContextPanel() {
  return (
    <aside class="context-panel" data-region="context" aria-label={contextWords().label}>
      <RecordBlock context={card.value.context} />
      <MattersBlock />
      <Surroundings />
      <PeopleBlock />
      <DocumentsBlock />
    </aside>
  )
}

function RecordBlock({ context }: { context: RecordContext }) {
  const { title, amount, currency, stage, funnel, responsible, client, closeDate, record } = context
  return (
    <section class="context-block">
      <h2>
        <span class="context-name">{recordName(record)}</span>
        {stage && <Chip tone={toneOf(stage.outcome)}>{stage.name}</Chip>}
      </h2>
      {title && <p class="context-title isolate">{title}</p>}
      {amount !== null && (
        <p class="context-sum">
          <bdi>{money(amount, currency)}</bdi>
        </p>
      )}
      {stage && <StageBar {...stage} />}
      <dl>
        {client && client.name !== title && (
          <Fact name={contextWords().client}>
            {client.url ? <HostLink path={client.url} text={client.name} /> : client.name}
          </Fact>
        )}
        {responsible && <Fact name={contextWords().responsible}>{person(responsible).name}</Fact>}
        {closeDate && <Fact name={contextWords().closeDate}>{dateOnly(closeDate)}</Fact>}
        {funnel && <Fact name={contextWords().funnel}>{funnel}</Fact>}
      </dl>
    </section>
  )
}

function toneOf(outcome: 'open' | 'won' | 'lost') {
  return outcome === 'won' ? 'ok' : outcome === 'lost' ? 'bad' : 'accent'
}

function StageBar({
  step,
  steps,
  outcome,
}: {
  step: number
  steps: number
  outcome: 'open' | 'won' | 'lost'
}) {
  const label = outcome === 'open' ? contextWords().stage(step, steps) : contextWords()[outcome]
  const state = (i: number) => (outcome === 'won' || i < step ? 'done' : i === step ? 'now' : 'ahead')
  return (
    <div class={`context-stages context-stages-${outcome}`} role="img" aria-label={label} title={label}>
      {Array.from({ length: steps }, (_, i) => (
        <i key={i} data-state={outcome === 'lost' ? 'ahead' : state(i + 1)} />
      ))}
    </div>
  )
}

function PeopleBlock() {
  const members = (currentThread.value?.members ?? []).map(person)
  const here = (id: string) => Number(present.value.has(id))
  const sorted = members.sort((a, b) => here(b.id) - here(a.id))
  return (
    <Block icon="users" title={contextWords().participants} tools={<InviteButton />}>
      <ul>
        {sorted.map((one) => (
          <li key={one.id} class="context-person">
            <Avatar person={one} size={28} online={present.value.has(one.id)} />
            <span>
              <span class="isolate ellipsis">{one.name}</span>
              <small class="isolate ellipsis">{one.leftAt ? contextWords().left : aboutPerson(one)}</small>
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}

/** A guest is named as one, whatever he is. */
function aboutPerson({ position, sponsor }: ShownPerson): string | null {
  return sponsor ? [contextWords().guest, position].filter(Boolean).join(' · ') : position
}

function InviteButton() {
  const kind = currentThread.value?.kind
  if (!card.value.rights.invite || !kind || kind === 'private') return null
  return (
    <Button
      kind="text"
      small
      class="context-invite"
      onClick={() => {
        sheet.value = 'invite'
      }}
    >
      {contextWords().invite}
    </Button>
  )
}
