import { useEffect, useRef } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import { MessageText } from '../threads/MessageText.tsx'
import { words } from '../words/index.ts'
import { askAgain, known, textOf, want } from './elsewhere.model.ts'
import { elsewhereWords } from './words.ts'
import './elsewhere.css'

/** Around the list, in which a text is as good as looked at. */
const AHEAD = '400px 0px'

/** The words of a message that only the CRM has; until they come, the place they will take. */
export function TextElsewhere({ message }: { message: ShownMessage }) {
  const { thread, id, editedAt, mentions, called } = message
  const say = elsewhereWords()
  const place = useRef<HTMLSpanElement>(null)
  const now = known.value.get(id)
  const text = textOf(message)
  // Once more when all that did not come is forgotten.
  const isUnheard = now === undefined
  useEffect(
    () => whenNear(place.current, () => want({ thread, id, wording: editedAt })),
    [id, editedAt, isUnheard],
  )
  if (text !== undefined)
    return (
      <>
        <MessageText text={text} mentions={mentions} called={called} />
        {now?.is === 'text' && now.altered && <small class="elsewhere-mark">{say.altered}</small>}
      </>
    )
  if (now?.is === 'gone') return <em class="elsewhere-note">{say.gone}</em>
  if (now?.is === 'silent')
    return (
      <em class="elsewhere-note">
        {say.silent}{' '}
        <button type="button" class="elsewhere-again" onClick={askAgain}>
          {words.retry}
        </button>
      </em>
    )
  return (
    <span ref={place} class="elsewhere-coming">
      <span class="hidden">{say.coming}</span>
    </span>
  )
}

/** The same in one line: of what is quoted, pinned, asked. */
export function LineElsewhere({ of, thread }: { of: { id: string }; thread: string }) {
  const { id } = of
  const now = known.value.get(id)
  useEffect(() => want({ thread, id, wording: null }), [id, now === undefined])
  if (now?.is === 'text') return <>{now.text}</>
  return <>{now?.is === 'gone' ? elsewhereWords().gone : words.nav.inCrm}</>
}

/** Calls back once it is in sight, or nearly. */
function whenNear(element: Element | null, then: () => void): (() => void) | undefined {
  if (!element) return undefined
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      then()
    },
    // A margin counts in a frame of another site only where the root is named.
    { root: element.closest('[role=log]'), rootMargin: AHEAD },
  )
  observer.observe(element)
  return () => observer.disconnect()
}
