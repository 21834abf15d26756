import type { Signal } from '@preact/signals'
import { PillChoice } from '../parts/PillChoice.tsx'

type DueChoiceProps<Due extends string> = {
  dues: readonly Due[]
  due: Signal<Due>
  /** As a field of date and time holds it; asked for when `choose` is chosen. */
  time: Signal<string>
  words: Record<Due | 'deadline' | 'chosenTime', string>
}

/** When something is due: as people say it, or a time to be chosen. */
export function DueChoice<Due extends string>({ dues, due, time, words }: DueChoiceProps<Due>) {
  return (
    <PillChoice legend={words.deadline} all={dues} chosen={due} label={(one) => words[one]}>
      {due.value === 'choose' && (
        <input
          type="datetime-local"
          aria-label={words.chosenTime}
          value={time}
          onInput={(event) => {
            time.value = event.currentTarget.value
          }}
        />
      )}
    </PillChoice>
  )
}
