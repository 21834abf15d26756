import type { LeavingPreview } from '../../backend/shown.ts'
import { number } from '../words/index.ts'
import { leavingWords } from './words/index.ts'

interface Tile {
  count: number
  label: string
  /** What else is to be known of it. */
  also?: string | undefined
}

/** What comes to an end or to another, counted. */
export function Counts({ shown }: { shown: LeavingPreview }) {
  return (
    <dl class="leaving-counts" aria-label={leavingWords().counts.label}>
      {tilesOf(shown).map(({ count, label, also }) => (
        <div key={label} class={count === 0 ? 'leaving-count leaving-count-none' : 'leaving-count'}>
          <dt>{label}</dt>
          <dd>{number(count)}</dd>
          {also && <dd class="leaving-also">{also}</dd>}
        </div>
      ))}
    </dl>
  )
}

function tilesOf({
  sessions,
  sockets,
  threads,
  cards,
  questions,
  unanswered,
  tasks,
  invites,
}: LeavingPreview): Tile[] {
  const say = leavingWords().counts
  const also = (count: number, words: (count: number) => string) => (count > 0 ? words(count) : undefined)
  return [
    { count: sessions, label: say.sessions(sessions), also: also(sockets, say.windows) },
    { count: threads.shared, label: say.threads(threads.shared), also: also(threads.private, say.private) },
    { count: cards.responsible, label: say.cards(cards.responsible), also: also(cards.others, say.others) },
    { count: questions.toHim, label: say.toHim(questions.toHim), also: also(questions.fromHim, say.fromHim) },
    { count: unanswered, label: say.unanswered(unanswered) },
    { count: tasks, label: say.tasks(tasks) },
    {
      count: invites.guests,
      label: say.guests(invites.guests),
      also: also(invites.colleagues, say.colleagues),
    },
  ]
}
