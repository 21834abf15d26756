import type { Happened, ShownMessage } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { openRecord } from '../host.ts'
import { clock } from '../parts/dates.ts'
import { happenedInWords } from './happened.ts'
import { jumpTo } from './timeline.model.ts'
import './happened-line.css'

type HappenedLineProps = {
  message: ShownMessage
  happened: Happened
  /** The one message the Tab key stops at. */
  stop: boolean
}

/** What happened to the record: said by nobody, read by everybody. */
export function HappenedLine({ message, happened, stop }: HappenedLineProps) {
  // Its place is kept: what comes before and after is counted by it.
  if (happened.what === 'veiled') return <li hidden data-message={message.id} />
  const by = happened.by === null ? undefined : person(happened.by).name
  const said = happenedInWords(happened, (id) => person(id).name)
  const rest = [by, clock(message.at)].filter(Boolean)
  const go = wayFrom(message, happened)
  return (
    <li class="happened" data-message={message.id}>
      <article tabIndex={stop ? 0 : -1} data-region-focus={stop || undefined}>
        <span class="isolate">
          {go ? (
            <button type="button" tabIndex={stop ? 0 : -1} onClick={go}>
              {said}
            </button>
          ) : (
            said
          )}
        </span>
        {rest.map((part) => (
          <span key={part} class="isolate">
            {part}
          </span>
        ))}
      </article>
    </li>
  )
}

/** Where its words lead; undefined when nowhere. */
function wayFrom({ thread }: ShownMessage, happened: Happened): (() => void) | undefined {
  if (happened.what === 'continued') return () => void openRecord(happened.record)
  if (!('message' in happened) || happened.message === null || happened.seq === null) return undefined
  const { seq, message } = happened
  return () => void jumpTo(thread, seq, message)
}
