import { useEffect } from 'preact/hooks'
import type { Made, MadeWhat, SeenPage, ShownPerson } from '../../backend/shown.ts'
import { recordName } from '../card/record-name.ts'
import { threadTitle } from '../card/thread-looks.ts'
import { server } from '../home/home.model.ts'
import { openChat, openRecord } from '../host.ts'
import { Button } from '../parts/Button.tsx'
import { Time } from '../parts/Time.tsx'
import { tellFailure } from '../threads/in-words.ts'
import { Block } from './Block.tsx'
import { failure, made, madeWhat, moreMade, moreSeen, seen, showMade } from './leaving.model.ts'
import { PersonHead } from './PersonHead.tsx'
import { leavingWords, whyNot } from './words/index.ts'

/** What somebody has looked at in the last month, and all he has made. */
export function Report({ person }: { person: ShownPerson }) {
  const say = leavingWords()
  useEffect(() => scrollTo({ top: 0 }), [])
  return (
    <>
      <PersonHead person={person} />
      {failure.value && <p role="alert">{whyNot(failure.value)}</p>}
      <Block title={say.seen}>{seen.value ? <Seen page={seen.value} /> : <p>{say.loading}</p>}</Block>
      <Block title={say.made}>
        <MadeList />
      </Block>
    </>
  )
}

function Seen({ page: { rows, counts, next } }: { page: SeenPage }) {
  const say = leavingWords()
  if (rows.length === 0) return <p class="leaving-none">{say.seenNone}</p>
  return (
    <>
      <p class="leaving-hint">
        {[say.opened(counts.opened), say.downloaded(counts.downloaded), say.exported(counts.exported)].join(
          ' · ',
        )}
      </p>
      <ul class="leaving-report">
        {rows.map(({ what, record, title, name, at }) => (
          <li key={`${at} ${record?.id} ${name}`}>
            <Time at={at} form="short" />
            <span class="leaving-what">{say.what[what]}</span>
            <span class="isolate">
              {record ? <RecordLink record={record} title={title} /> : null}
              {name && <span class="leaving-file">{name}</span>}
            </span>
          </li>
        ))}
      </ul>
      {next && <More more={() => moreSeen(server().leaving)} />}
    </>
  )
}

const whats: MadeWhat[] = ['messages', 'files', 'tasks']

function MadeList() {
  const say = leavingWords()
  const page = made.value
  return (
    <>
      <div class="leaving-tabs" role="radiogroup" aria-label={say.made}>
        {whats.map((what) => (
          <label key={what}>
            <input
              type="radio"
              name="made"
              checked={madeWhat.value === what}
              onChange={() => void showMade(server().leaving, what)}
            />
            <span>{say.madeWhat[what]}</span>
          </label>
        ))}
      </div>
      {!page && !failure.value && <p>{say.loading}</p>}
      {page?.rows.length === 0 && <p class="leaving-none">{say.madeNone}</p>}
      <ul class="leaving-report">
        {page?.rows.map((row) => (
          <MadeRow key={row.id} row={row} />
        ))}
      </ul>
      {page?.next && <More more={() => moreMade(server().leaving)} />}
    </>
  )
}

function MadeRow({ row: { at, record, title, thread, text } }: { row: Made }) {
  const say = leavingWords()
  return (
    <li>
      <Time at={at} form="short" />
      <span class="leaving-what">
        <RecordLink record={record} title={title} />
      </span>
      {text === null ? (
        <span class="leaving-hidden">{say.hidden}</span>
      ) : (
        <button type="button" class="leaving-said isolate" onClick={() => void openChat(record)}>
          <small>{threadTitle(thread)}</small>
          {text}
        </button>
      )}
    </li>
  )
}

function RecordLink({ record, title }: Pick<Made, 'record' | 'title'>) {
  return (
    <button type="button" class="leaving-link isolate" onClick={() => void openRecord(record)}>
      {title ?? recordName(record)}
    </button>
  )
}

function More({ more }: { more: () => Promise<Parameters<typeof tellFailure>[0]> }) {
  return (
    <Button small onClick={async () => tellFailure(await more())}>
      {leavingWords().more}
    </Button>
  )
}
