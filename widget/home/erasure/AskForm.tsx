import { useSignal } from '@preact/signals'
import type { ErasurePreview, ErasureSign } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { busy, lookFor } from './erasure.model.ts'
import { erasureWords } from './words.ts'

const kinds: ErasureSign['kind'][] = ['name', 'phone', 'email', 'id', 'words']
/** Letters a sign has at least. */
const LEAST = 3

/** By what somebody is looked for. */
export function AskForm({ shown }: { shown: ErasurePreview | undefined }) {
  const say = erasureWords()
  const signs = useSignal<ErasureSign[]>(shown?.signs.length ? shown.signs : [{ kind: 'name', text: '' }])
  const change = (place: number, to: Partial<ErasureSign>) => {
    signs.value = signs.value.map((sign, n) => (n === place ? { ...sign, ...to } : sign))
  }
  const said = signs.value.filter(({ text }) => text.trim().length >= LEAST)
  const people = shown?.people.map(({ id }) => id) ?? []
  const find = async (event: Event) => {
    event.preventDefault()
    const answer = await lookFor(said, people)
    if (!answer.ok) toast({ text: answer.reason === 'bad_request' ? say.wrongSign : inWords(answer.reason) })
  }
  return (
    <form class="settings-card erasure-card" onSubmit={(event) => void find(event)}>
      <h3>{say.askTitle}</h3>
      <p class="settings-hint">{say.askHint}</p>
      {signs.value.map(({ kind, text }, place) => (
        <div class="erasure-sign" key={place}>
          <select
            aria-label={say.sign}
            value={kind}
            onChange={({ currentTarget: { value } }) => change(place, { kind: value as ErasureSign['kind'] })}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {say.kinds[one]}
              </option>
            ))}
          </select>
          <input
            aria-label={say.kinds[kind]}
            placeholder={say.examples[kind]}
            value={text}
            onInput={({ currentTarget: { value } }) => change(place, { text: value })}
          />
          {signs.value.length > 1 && (
            <Button
              small
              onClick={() => {
                signs.value = signs.value.filter((_, n) => n !== place)
              }}
            >
              {say.remove}
            </Button>
          )}
        </div>
      ))}
      <div class="erasure-deeds">
        <Button
          onClick={() => {
            signs.value = [...signs.value, { kind: 'phone', text: '' }]
          }}
        >
          {say.add}
        </Button>
        <Button
          kind="primary"
          disabled={said.length === 0 || busy.value}
          onClick={(event) => void find(event)}
        >
          {say.find}
        </Button>
      </div>
    </form>
  )
}
