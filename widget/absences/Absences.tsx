import { useEffect, useId } from 'preact/hooks'
import type { DiaryRow, ShownAbsence } from '../../backend/shown.ts'
import { recordName } from '../card/record-name.ts'
import { State } from '../card/States.tsx'
import { server } from '../home/home.model.ts'
import { openChat } from '../host.ts'
import { Button } from '../parts/Button.tsx'
import { Chip, type Tone } from '../parts/Chip.tsx'
import { dateOnly } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { words } from '../words/index.ts'
import {
  comeBack,
  diary,
  failure,
  known,
  load,
  save,
  saving,
  showDiary,
  since,
  substitute,
  until,
} from './absences.model.ts'
import { absenceWords } from './words.ts'
import './absences.css'

/** When I am away, and who stands in for me. */
export function Absences() {
  useEffect(() => void load(server()), [])
  const say = absenceWords()
  const shown = known.value
  if (!shown) {
    if (!failure.value) return <p class="absences-loading">{say.loading}</p>
    return (
      <State within icon="alert" title={say.failed} text={inWords(failure.value)}>
        <Button onClick={() => void load(server())}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="absences">
      <header>
        <h2>{say.title}</h2>
        <p>{say.hint}</p>
      </header>
      <NewAbsence />
      <section class="absences-card">
        <h3>{say.mine}</h3>
        {shown.mine.length === 0 && <p class="absences-none">{say.none}</p>}
        <ul>
          {shown.mine.map((absence) => (
            <Mine key={absence.id} absence={absence} />
          ))}
        </ul>
      </section>
      {shown.standingIn.length > 0 && (
        <section class="absences-card">
          <h3>{say.standingIn}</h3>
          <ul>
            {shown.standingIn.map((absence) => (
              <li key={absence.id}>
                <span class="absences-words">
                  <b class="isolate">{absence.person.name}</b>
                  <small>{daysOf(absence)}</small>
                </span>
                <StateChip state={absence.state} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function NewAbsence() {
  const say = absenceWords()
  const id = useId()
  const ready = substitute.value && since.value && until.value
  return (
    <form
      class="absences-card absences-form"
      onSubmit={(event) => {
        event.preventDefault()
        void saveAndTell()
      }}
    >
      <label for={`${id}-who`}>{say.substitute}</label>
      <select
        id={`${id}-who`}
        value={substitute.value}
        onChange={(event) => {
          substitute.value = event.currentTarget.value
        }}
      >
        <option value="">{say.choose}</option>
        {known.value?.colleagues.map(({ id: person, name, position }) => (
          <option key={person} value={person}>
            {[name, position].filter(Boolean).join(', ')}
          </option>
        ))}
      </select>
      <label for={`${id}-since`}>{say.since}</label>
      <input
        id={`${id}-since`}
        type="date"
        value={since}
        onInput={(event) => {
          since.value = event.currentTarget.value
        }}
      />
      <label for={`${id}-until`}>{say.until}</label>
      <input
        id={`${id}-until`}
        type="date"
        min={since.value}
        value={until}
        onInput={(event) => {
          until.value = event.currentTarget.value
        }}
      />
      <Button type="submit" kind="primary" disabled={!ready || saving.value}>
        {say.go}
      </Button>
    </form>
  )
}

function Mine({ absence }: { absence: ShownAbsence }) {
  const say = absenceWords()
  const { id, substitute: other, instead, state } = absence
  const open = diary.value?.id === id ? diary.value.rows : undefined
  return (
    <li>
      <span class="absences-words">
        <b>{daysOf(absence)}</b>
        <small class="isolate">
          {[say.by(other.name), instead && say.instead(instead.name)].filter(Boolean).join(', ')}
        </small>
      </span>
      <StateChip state={state} />
      {state !== 'over' && (
        <Button small onClick={() => void backAndTell(id, state)}>
          {state === 'now' ? say.back : say.call}
        </Button>
      )}
      {state !== 'ahead' && (
        <Button small kind="text" aria-expanded={open !== undefined} onClick={() => void toggleDiary(id)}>
          {open ? say.hide : say.diary}
        </Button>
      )}
      {open && <Diary rows={open} />}
    </li>
  )
}

function Diary({ rows }: { rows: DiaryRow[] }) {
  const say = absenceWords()
  if (rows.length === 0) return <p class="absences-none">{say.nothing}</p>
  return (
    <ul class="absences-diary">
      {rows.map(({ record, title, thread, messages, last }) => (
        <li key={thread} class="absences-day">
          <button type="button" class="isolate" onClick={() => void openChat(record)}>
            {title ?? recordName(record)}
          </button>
          <small>
            {title === null
              ? say.unnamed
              : [say.messages(messages), last?.elsewhere ? words.nav.inCrm : last?.text]
                  .filter(Boolean)
                  .join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  )
}

const tones: Record<ShownAbsence['state'], Tone | undefined> = { ahead: 'accent', now: 'ok', over: undefined }

function StateChip({ state }: Pick<ShownAbsence, 'state'>) {
  const tone = tones[state]
  return <Chip {...(tone && { tone })}>{absenceWords().state[state]}</Chip>
}

function daysOf({ since: first, until: end, endedAt }: ShownAbsence): string {
  // The last moment it holds belongs to the last day of it.
  const last = new Date(
    Math.min(Date.parse(end), endedAt ? Date.parse(endedAt) : Number.POSITIVE_INFINITY) - 1,
  )
  return absenceWords().from(dateOnly(first), dateOnly(last.toISOString()))
}

async function saveAndTell() {
  const say = absenceWords()
  const answer = await save(server())
  if (answer) toast({ text: answer.ok ? say.gone : (say.refused[answer.reason] ?? inWords(answer.reason)) })
}

async function backAndTell(id: string, state: ShownAbsence['state']) {
  const answer = await comeBack(server(), id)
  if (!answer.ok) toast({ text: inWords(answer.reason) })
  else if (state === 'now') toast({ text: absenceWords().isBack })
}

async function toggleDiary(id: string) {
  if (diary.peek()?.id === id) {
    diary.value = undefined
    return
  }
  const answer = await showDiary(server(), id)
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}
