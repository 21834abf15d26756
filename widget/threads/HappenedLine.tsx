import type { Happened, ShownMessage } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { clock } from '../parts/dates.ts'
import { happenedInWords } from './happened.ts'
import './happened-line.css'

type HappenedLineProps = {
  message: ShownMessage
  happened: Happened
  /** The one message the Tab key stops at. */
  stop: boolean
}

/** What happened to the record: said by nobody, read by everybody. */
export function HappenedLine({ message, happened, stop }: HappenedLineProps) {
  const by = happened.by === null ? undefined : person(happened.by).name
  const parts = [happenedInWords(happened), by, clock(message.at)].filter(Boolean)
  return (
    <li class="happened" data-message={message.id}>
      <article tabIndex={stop ? 0 : -1} data-region-focus={stop || undefined}>
        {parts.map((part) => (
          <span key={part} class="isolate">
            {part}
          </span>
        ))}
      </article>
    </li>
  )
}
