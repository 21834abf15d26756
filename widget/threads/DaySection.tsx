import { Fragment } from 'preact'
import { dayTitle } from '../parts/dates.ts'
import { words } from '../words/index.ts'
import { HappenedLine } from './HappenedLine.tsx'
import { Message } from './Message.tsx'
import { Receipts } from './Receipts.tsx'
import type { Divider } from './reading.model.ts'
import type { Day } from './rows.ts'

type DaySectionProps = {
  day: Day
  /** The reader's id. */
  me: string
  divider: Divider | undefined
  /** Message id -> who has read up to it. */
  readers: Map<string, string[]>
  lit: string | undefined
  /** Id of the message the Tab key stops at. */
  stop: string | undefined
  /** How far the furthest of the others has read. */
  readSeq: number
}

/** The messages of one day under its name, which sticks to the top only while its own day is in sight. */
export function DaySection({ day, me, divider, readers, lit, stop, readSeq }: DaySectionProps) {
  return (
    <section class="day">
      <h2 class="day-title">
        <span>{dayTitle(day.at)}</span>
      </h2>
      <ol class="day-messages">
        {day.rows.map((row) => {
          const { id, author, seq } = row.message
          const mine = author === me
          return (
            <Fragment key={id}>
              {divider?.id === id && (
                <li class="unread-divider">
                  <span>{words.conversation.unread(divider.count)}</span>
                </li>
              )}
              {row.message.happened ? (
                <HappenedLine message={row.message} happened={row.message.happened} stop={stop === id} />
              ) : (
                <Message
                  {...row}
                  mine={mine}
                  read={mine && seq <= readSeq}
                  lit={lit === id}
                  stop={stop === id}
                />
              )}
              <Receipts readers={readers.get(id)} />
            </Fragment>
          )
        })}
      </ol>
    </section>
  )
}
