import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { BriefLine, HandoverBrief } from '../../backend/shown.ts'
import { card, person, server } from '../card/card.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { dateOnly, fullWhen, shortWhen } from '../parts/dates.ts'
import { LineElsewhere } from '../threads/elsewhere.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { listed } from '../words/index.ts'
import { handoverWords } from './words.ts'

/** What whoever takes the card over has to know; every line leads to its message. */
export function Brief({ close }: { close: () => void }) {
  const say = handoverWords()
  const brief = useSignal<HandoverBrief | undefined>(undefined)
  const failed = useSignal(false)
  useEffect(() => {
    void server()
      .handover()
      .then((answer) => {
        if (answer.ok) brief.value = answer.value
        else failed.value = true
      })
  }, [])
  const shown = brief.value
  return (
    <Dialog
      title={say.title}
      shape="full"
      onClose={close}
      tools={shown && <Button onClick={() => print()}>{say.print}</Button>}
    >
      <div class="brief">
        {failed.value && <p role="alert">{say.failed}</p>}
        {!shown && !failed.value && <p>{say.loading}</p>}
        {shown && <Sections brief={shown} close={close} />}
      </div>
    </Dialog>
  )
}

function Sections({ brief, close }: { brief: HandoverBrief; close: () => void }) {
  const say = handoverWords()
  const { questions, tasks, unanswered, dates, files, pins, facts, people } = brief
  const line = (one: BriefLine, also?: ComponentChildren) => (
    <Line key={one.message + one.text} line={one} close={close}>
      {also}
    </Line>
  )
  const open = questions.length + tasks.length + unanswered.length
  return (
    <>
      <p class="brief-about">
        <b class="isolate">{card.value.context.title}</b>
        <small>{say.until(dateOnly(brief.until))}</small>
      </p>
      {open === 0 && <p>{say.nothing}</p>}
      <Section title={say.questions} of={questions}>
        {questions.map(({ deadline, people: asked, ...one }) =>
          line(
            one,
            <>
              <Due at={deadline} />
              <span>{say.to(listed(asked.map((id) => person(id).name)))}</span>
            </>,
          ),
        )}
      </Section>
      <Section title={say.tasks} of={tasks}>
        {tasks.map(({ title, deadline, responsible, ...one }) =>
          line(
            { ...one, text: title },
            <>
              {deadline && <Due at={deadline} />}
              <span>{say.to(person(responsible).name)}</span>
            </>,
          ),
        )}
      </Section>
      <Section title={say.unanswered} of={unanswered}>
        {unanswered.map((one) => line(one))}
      </Section>
      <Section title={say.dates} of={dates}>
        {dates.map((date) =>
          date.what === 'close' ? (
            <li key="close" class="brief-line">
              <span class="brief-text">{say.close}</span>
              <span class="brief-also">{dateOnly(date.at)}</span>
            </li>
          ) : (
            line(
              date.line,
              <>
                <span>{say[date.what]}</span>
                <Due at={date.at} />
              </>,
            )
          ),
        )}
      </Section>
      <Section title={say.facts} of={facts}>
        {facts.map(({ id: _, by, ...fact }) => line({ ...fact, author: by }))}
      </Section>
      <Section title={say.pins} of={pins}>
        {pins.map((one) => line(one))}
      </Section>
      <Section title={say.files} of={files}>
        {files.map(({ name, file: _, ...one }) => line({ ...one, text: name }))}
      </Section>
      <Section title={say.people} of={people}>
        {people.map(({ person: one, lastAt }) => (
          <li key={one.id} class="brief-person">
            <Avatar person={one} size={28} />
            <span class="isolate">{one.name}</span>
            <small>
              {[one.position, lastAt ? say.lastAt(shortWhen(lastAt)) : say.silent]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </Section>
    </>
  )
}

function Section({ title, of, children }: { title: string; of: unknown[]; children: ComponentChildren }) {
  if (of.length === 0) return null
  return (
    <section class="brief-section">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}

type LineProps = { line: BriefLine; close: () => void; children?: ComponentChildren }

function Line({ line: { thread, seq, message, author, at, text, elsewhere }, close, children }: LineProps) {
  const go = () => {
    close()
    void jumpTo(thread, seq, message)
  }
  return (
    <li class="brief-line">
      <button type="button" class="brief-text isolate" onClick={go}>
        {text || (elsewhere && <LineElsewhere of={{ id: message }} thread={thread} />)}
      </button>
      <span class="brief-also">
        {children}
        <span class="isolate">{person(author).name}</span>
        <time dateTime={at} title={fullWhen(at)}>
          {shortWhen(at)}
        </time>
      </span>
    </li>
  )
}

function Due({ at }: { at: string }) {
  const say = handoverWords()
  const late = Date.parse(at) < Date.now()
  return (
    <Chip {...(late && { tone: 'bad' as const })}>
      {late ? `${say.late}: ${shortWhen(at)}` : say.due(shortWhen(at))}
    </Chip>
  )
}
