/** The talk of a record the CRM has deleted, perhaps by a merge it tells nobody of: whoever answers for it lets it go on. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { RecordRef } from '../../crm-adapters/port.ts'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { chosen } from '../words/index.ts'
import { offers } from '../words/offers.ts'
import { card, refresh, server } from './card.model.ts'
import './offers.css'

export function Offers() {
  const { leftBehind = [], mayContinue, record } = card.value
  if (mayContinue) return <GoOnElsewhere record={record} />
  return (
    <>
      {leftBehind.map((left) => (
        <GoOnHere key={left.record.id} {...left} />
      ))}
    </>
  )
}

function GoOnHere({ record, title }: { record: RecordRef; title: string }) {
  const say = offers[chosen.language]
  return (
    <section class="offer">
      <Icon name="chat" size="s" />
      <p>{say.here(title)}</p>
      <Button small onClick={() => void goOn(record, card.peek().record)}>
        {say.goOnHere}
      </Button>
    </section>
  )
}

function GoOnElsewhere({ record }: { record: RecordRef }) {
  const say = offers[chosen.language]
  const field = useId()
  const named = useSignal('')
  const id = numberIn(named.value)
  const go = (event: Event) => {
    event.preventDefault()
    if (id) void goOn(record, { type: record.type, id })
  }
  return (
    <form class="offer" onSubmit={go}>
      <Icon name="chat" size="s" />
      <label for={field}>{say.elsewhere}</label>
      <input
        id={field}
        value={named.value}
        placeholder={say.number}
        onInput={(event) => {
          named.value = event.currentTarget.value
        }}
      />
      <Button small type="submit" disabled={!id}>
        {say.goOnThere}
      </Button>
    </form>
  )
}

async function goOn(from: RecordRef, to: RecordRef) {
  const answer = await server().continueTalk(from, to)
  if (answer.ok) await refresh()
  else
    toast({ text: answer.reason === 'not_found' ? offers[chosen.language].notFound : inWords(answer.reason) })
}

/** What people copy: a number, or the address of the record's page. */
function numberIn(text: string): string | undefined {
  return /(?:^|\/)#?(\d{1,12})\/?(?:[?#].*)?$/.exec(text.trim())?.[1]
}
