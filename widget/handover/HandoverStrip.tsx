import { useSignal } from '@preact/signals'
import { card, person } from '../card/card.model.ts'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Brief } from './Brief.tsx'
import { handoverWords } from './words.ts'
import './handover.css'

/** The card has come to me from another: the way to what I have to know of it. */
export function HandoverStrip() {
  const open = useSignal(false)
  const given = card.value.handover
  if (!given) return null
  const say = handoverWords()
  const from = given.from === null ? say.nobody : person(given.from).name
  return (
    <section class="handover-strip">
      <Icon name="users" size="s" />
      <p>{say.strip[given.why](from)}</p>
      <Button
        small
        onClick={() => {
          open.value = true
        }}
      >
        {say.open}
      </Button>
      {open.value && (
        <Brief
          close={() => {
            open.value = false
          }}
        />
      )}
    </section>
  )
}
