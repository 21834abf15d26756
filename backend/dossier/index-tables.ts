/** What a dossier says beside its threads, each a table. */
import type { Contents, FileIn, ThreadIn } from './contents.ts'
import { type Html, html, table } from './html.ts'
import { fileLink, stateOf } from './message-view.ts'
import { pageOf } from './talk.ts'
import type { Telling } from './telling.ts'
import { pageName } from './thread-page.ts'

/** A message on its page. */
function place(contents: Contents, thread: string, seq: number, text: string): Html {
  const found = contents.threads.find(({ id }) => id === thread)
  return found
    ? html`<a href="threads/${pageName(found, pageOf(seq))}.html#m${seq}">${text}</a>`
    : html`${text}`
}

const titleOf = ({ title, kind }: ThreadIn, say: Telling['say']) => title || say.titles[kind]

function threadName(contents: Contents, id: string, say: Telling['say']): string {
  const thread = contents.threads.find((one) => one.id === id)
  return thread ? titleOf(thread, say) : ''
}

export function threads({ threads }: Contents, { say, time, number }: Telling): Html {
  const { columns } = say
  return table(
    [columns.thread, columns.kind, columns.messages, columns.opened, columns.closed],
    threads.map((thread) => [
      html`<a href="threads/${pageName(thread, 1)}.html" dir="auto">${titleOf(thread, say)}</a>`,
      say.kinds[thread.kind],
      number(thread.lastSeq),
      time(thread.openedAt),
      thread.closedAt && time(thread.closedAt),
    ]),
    say.nothing,
  )
}

export function approvals(contents: Contents, { say, name, time, numbers }: Telling): Html {
  const { columns, message } = say
  return table(
    [columns.question, columns.by, columns.numbers, columns.decision],
    contents.approvals.map(({ thread, seq, text, by, at, withdrawnAt, numbers: then, decisions }) => [
      place(contents, thread, seq, text || `№${seq}`),
      html`${name(by)}, ${time(at)}`,
      numbers(then),
      [
        ...decisions.map(
          (one) =>
            html`<p><strong>${one.yes ? message.yes : message.no}</strong> ${one.words} — ${name(one.by)}, ${time(one.at)}. ${numbers(one.numbers)}</p>`,
        ),
        withdrawnAt && html`<p>${message.withdrawn}, ${time(withdrawnAt)}</p>`,
      ],
    ]),
    say.nothing,
  )
}

export function facts(contents: Contents, { say, name, time }: Telling): Html {
  const { columns, message } = say
  return table(
    [columns.what, columns.by, columns.when, columns.state],
    contents.facts.map(({ thread, seq, text, by, at, editedAt, editedBy, removedAt, removedBy }) => [
      place(contents, thread, seq, text),
      name(by),
      time(at),
      removedAt
        ? html`${message.withdrawn}: ${name(removedBy)}, ${time(removedAt)}`
        : editedAt && html`${name(editedBy)}, ${time(editedAt)}`,
    ]),
    say.nothing,
  )
}

export function files(contents: Contents, { say, name, time, size }: Telling): Html {
  const { columns } = say
  const kindOf = ({ kind }: FileIn) => (kind ? (contents.kinds[kind] ?? kind) : '')
  return table(
    [
      columns.file,
      columns.kind,
      columns.version,
      columns.size,
      columns.by,
      columns.when,
      columns.state,
      'SHA-256',
    ],
    contents.files.map((file) => [
      fileLink(file),
      [kindOf(file), file.dated].filter(Boolean).join(', '),
      file.version,
      size(file.size),
      name(file.author),
      time(file.at),
      stateOf(file, say).slice(2),
      html`<code>${file.hash}</code>`,
    ]),
    say.nothing,
  )
}

export function kit(contents: Contents, { say, name, time }: Telling): Html {
  const { columns } = say
  return table(
    [columns.what, columns.state, columns.by, columns.when, columns.file, columns.reason],
    contents.kit.map(({ kind, step, by, at, file, reason }) => {
      const found = contents.files.find(({ id }) => id === file)
      return [
        contents.kinds[kind] ?? kind,
        say.steps[step],
        name(by),
        time(at),
        found && fileLink(found),
        reason,
      ]
    }),
    say.nothing,
  )
}

export function members(contents: Contents, { say, name, time }: Telling): Html {
  const { columns } = say
  return table(
    [columns.thread, columns.person, columns.since, columns.until],
    contents.members.map(({ thread, person, since, until }) => [
      threadName(contents, thread, say),
      name(person),
      time(since),
      until && time(until),
    ]),
    say.nothing,
  )
}

export function invites(contents: Contents, { say, name, time }: Telling): Html {
  const { columns } = say
  return table(
    [columns.thread, columns.person, columns.sponsor, columns.since, columns.until, columns.state],
    contents.invites.map(({ thread, person, sponsor, at, until, acceptedAt, endedAt, ending }) => [
      threadName(contents, thread, say),
      name(person),
      name(sponsor),
      time(at),
      time(endedAt ?? until),
      [acceptedAt && html`${say.accepted}, ${time(acceptedAt)}. `, ending && say.endings[ending]],
    ]),
    say.nothing,
  )
}

export function supervisions(contents: Contents, { say, name, time }: Telling): Html {
  const { columns } = say
  return table(
    [columns.thread, columns.person, columns.since, columns.until, columns.reason],
    contents.supervisions.map(({ thread, person, at, until, reason }) => [
      threadName(contents, thread, say),
      name(person),
      time(at),
      time(until),
      reason,
    ]),
    say.nothing,
  )
}

export function handovers(contents: Contents, { say, name, time }: Telling): Html {
  const { columns } = say
  return table(
    [columns.from, columns.to, columns.when, columns.reason],
    contents.handovers.map(({ from, to, at, why }) => [
      from ? name(from) : say.nobody,
      name(to),
      time(at),
      say.handovers[why],
    ]),
    say.nothing,
  )
}

/** Drawn last: by then everybody has been named. */
export function people({ say, people: named }: Telling): Html {
  const { columns } = say
  const people = named()
  return table(
    [columns.person, columns.position, columns.until, columns.sponsor],
    people.map(({ name, position, leftAt, sponsor }) => [
      name,
      position,
      leftAt?.slice(0, 10),
      sponsor && (people.find(({ id }) => id === sponsor)?.name ?? sponsor),
    ]),
    say.nothing,
  )
}
