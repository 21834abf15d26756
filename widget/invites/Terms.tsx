import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { ShownThread } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { ClassChoice } from '../documents/ClassChoice.tsx'
import { timelineOf } from '../threads/timeline.model.ts'
import { inviteWords } from './words/index.ts'

/** On what terms somebody is invited. */
export interface InviteTerms {
  fields: readonly string[]
  /** Classes of files. */
  files: readonly string[]
  since: 'beginning' | 'now' | 'message'
  /** The first message he sees; from the beginning when absent. */
  fromSeq: number | undefined
  days: number
}

const fields = ['title', 'client', 'stage', 'responsible', 'amount', 'closeDate']
const lasting = [3, 14, 30] as const
/** Messages offered as the first one. */
const offered = 30

/** As it comes: a guest knows what the record is called, a colleague what it is about. */
export function fresh(kind: 'colleague' | 'guest'): InviteTerms {
  return {
    fields: kind === 'guest' ? ['title'] : ['title', 'client', 'stage', 'responsible'],
    files: [],
    since: 'beginning',
    fromSeq: undefined,
    days: 14,
  }
}

/** What of the record he is shown, from where on he reads, and for how long. */
export function Terms({ terms, thread }: { terms: Signal<InviteTerms>; thread: ShownThread }) {
  const say = inviteWords()
  const { fields: shown, files, since, fromSeq, days } = terms.value
  const change = (to: Partial<InviteTerms>) => {
    terms.value = { ...terms.peek(), ...to }
  }
  const said = timelineOf(thread.id)
    .value.slice.filter(({ happened, deletedAt, seq }) => !happened && !deletedAt && seq > 0)
    .slice(-offered)
  const startAt = (where: InviteTerms['since']) =>
    change({
      since: where,
      fromSeq: where === 'now' ? thread.lastSeq + 1 : where === 'message' ? said.at(-1)?.seq : undefined,
    })
  const places: InviteTerms['since'][] =
    said.length > 0 ? ['beginning', 'now', 'message'] : ['beginning', 'now']
  return (
    <>
      <fieldset class="invite-fields">
        <legend>{say.sees}</legend>
        {fields.map((field) => (
          <label key={field} class="invite-check">
            <input
              type="checkbox"
              checked={shown.includes(field)}
              onChange={(event) =>
                change({
                  fields: event.currentTarget.checked
                    ? [...shown, field]
                    : shown.filter((one) => one !== field),
                })
              }
            />
            <span>{say.fields[field]}</span>
          </label>
        ))}
      </fieldset>
      <ClassChoice shown={files} onChange={(to) => change({ files: to })} />
      <Pills legend={say.since}>
        {places.map((where) => (
          <label key={where}>
            <input type="radio" name="since" checked={since === where} onChange={() => startAt(where)} />
            <span>{say[where]}</span>
          </label>
        ))}
      </Pills>
      {since === 'message' && (
        <label class="form-field">
          {say.whichMessage}
          <select
            value={fromSeq}
            onChange={(event) => change({ fromSeq: Number(event.currentTarget.value) })}
          >
            {said.map(({ seq, author, text, files }) => (
              <option key={seq} value={seq}>
                {`${person(author).name}: ${text.slice(0, 60) || files[0]?.name || ''}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <Pills legend={say.until}>
        {lasting.map((one) => (
          <label key={one}>
            <input type="radio" name="days" checked={days === one} onChange={() => change({ days: one })} />
            <span>{say[`days${one}`]}</span>
          </label>
        ))}
      </Pills>
    </>
  )
}

function Pills({ legend, children }: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset class="invite-pills">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}
