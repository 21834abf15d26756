import { type Signal, signal, useComputed, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import type { ShownThread } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { chosen } from '../words/index.ts'
import type { Candidate } from './candidates.ts'
import { pick } from './composer.model.ts'
import { replaceIn } from './field.ts'
import { askedAt } from './mentions.ts'

/** What works out whom `@` may call: there once somebody has begun to write. */
const offers = signal<typeof import('./candidates.ts') | undefined>(undefined)

export async function prepareMentioning(): Promise<void> {
  offers.value ??= await import('./candidates.ts')
}

const isReachable = ({ reachable }: Candidate) => reachable

export interface Mentioning {
  /** Those on offer; none while nothing is asked for. */
  offered: Candidate[]
  active: Signal<number>
  /** The text or the caret has changed. */
  look: () => void
  take: (candidate: Candidate) => void
  /** A role nobody answers for has been chosen: what is to be done about it is asked. */
  empty: Signal<string | undefined>
  /** Somebody else is chosen instead: all on offer are shown. */
  chooseInstead: () => void
  /** True when the key was the list's. */
  pressed: (event: KeyboardEvent) => boolean
}

/** Completes `@…` in the field. */
export function useMentioning(field: RefObject<HTMLTextAreaElement | null>, thread: ShownThread): Mentioning {
  const asked = useSignal<{ from: number; query: string } | undefined>(undefined)
  const active = useSignal(0)
  const empty = useSignal<string | undefined>(undefined)
  const emptyAt = useSignal(0)
  // Esc closes the list for this `@` only.
  const dismissed = useSignal(-1)
  const offered = useComputed(() => {
    const offering = offers.value
    if (!asked.value || !offering) return []
    return offering.matching(offering.candidates(card.value, thread, chosen.language), asked.value.query)
  })

  function look() {
    const { current } = field
    if (!current) return
    const now =
      current.selectionStart === current.selectionEnd
        ? askedAt(current.value, current.selectionStart)
        : undefined
    if (now?.from !== dismissed.value) dismissed.value = -1
    const shown = now && now.from !== dismissed.value ? now : undefined
    if (shown?.query === asked.value?.query && shown?.from === asked.value?.from) return
    asked.value = shown
    active.value = Math.max(0, offered.value.findIndex(isReachable))
  }

  function take(candidate: Candidate) {
    const { current } = field
    if (!current || !asked.value) return
    if (candidate.empty) {
      empty.value = candidate.id
      emptyAt.value = asked.value.from
      asked.value = undefined
    }
    if (!candidate.reachable || !asked.value) return
    pick(thread.id, { id: candidate.id, label: candidate.label })
    const { from } = asked.value
    asked.value = undefined
    replaceIn(current, from, current.selectionStart, `@${candidate.label} `)
  }

  function pressed({ key }: KeyboardEvent): boolean {
    const all = offered.value
    if (all.length === 0) return false
    const chosenOne = all[active.value]
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      active.value = (active.value + (key === 'ArrowDown' ? 1 : -1) + all.length) % all.length
    } else if ((key === 'Enter' || key === 'Tab') && chosenOne && (chosenOne.reachable || chosenOne.empty))
      take(chosenOne)
    else if (key === 'Escape') {
      dismissed.value = asked.value?.from ?? -1
      asked.value = undefined
    } else return false
    return true
  }

  function chooseInstead() {
    const { current } = field
    if (current) replaceIn(current, emptyAt.value, current.selectionStart, '@')
  }

  return { offered: offered.value, active, look, take, pressed, empty, chooseInstead }
}

/** Id of an option's element, for the field to point at. */
export function optionId(list: string, index: number): string {
  return `${list}-${index}`
}
