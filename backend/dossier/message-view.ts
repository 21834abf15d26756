/** A message as it looked, with what it said before and what hangs on it. */
import type { ShownMessage } from '../shown.ts'
import type { FileIn } from './contents.ts'
import { happenedIn } from './happened.ts'
import { type Html, html } from './html.ts'
import { hrefOf, isPicture } from './names.ts'
import type { MessageIn } from './talk.ts'
import type { Telling } from './telling.ts'

/** From the pages of threads to the rest. */
const UP = '../'

/** @param files all that came with it, those taken back too */
export function messageView(message: MessageIn, files: FileIn[], telling: Telling): Html {
  const { say, name, names, time } = telling
  const { seq, author, at, happened, replyTo, quote, text, mentions, reactions } = message
  const anchor = html`<a href="#m${seq}">№${seq}</a>`
  if (happened)
    return html`<article class="line" id="m${seq}"><header><span dir="auto">${happenedIn(telling, happened)}</span>
<span>${name(happened.by)}</span> ${time(at)} ${anchor}</header></article>\n`
  const called = mentions.map((one) =>
    one.startsWith('role:') ? say.message.role(one.slice('role:'.length)) : name(one),
  )
  return html`<article id="m${seq}"><header><strong dir="auto">${name(author)}</strong> ${time(at)} ${anchor}
${message.urgentAt && html`<span class="tag">${say.message.urgent}</span>`}${message.pinnedAt && html`<span class="tag">${say.message.pinned}</span>`}</header>
${replyTo && quote && html`<p class="quote" dir="auto">${say.message.reply(name(quote.author))} (№${quote.seq}): ${quote.text}</p>`}
${history(message, telling)}
${text !== '' && html`<p class="text" dir="auto">${text}</p>`}
${message.inCrm && html`<p class="quiet">${say.message.inCrm(message.inCrm.entry, message.inCrm.hash)}</p>`}
${called.length > 0 && html`<p class="quiet">${say.message.calls(called.join(', '))}</p>`}
${fileList(files, message.withheld, telling)}${matters(message, telling)}
${reactions.length > 0 && html`<p class="quiet">${reactions.map(({ emoji, people }) => `${emoji} ${names(people)}`).join(' · ')}</p>`}</article>\n`
}

/** What it said before, the oldest first, and that it was deleted. */
function history({ versions, deletedAt, deletedBy, erasedAt }: MessageIn, telling: Telling): Html[] {
  const { say, name, when } = telling
  return [
    ...versions.map(({ text, until, by }, place) => {
      const isLast = deletedAt && place === versions.length - 1
      const head = (isLast ? say.message.deleted : say.message.edited)(when(until), name(by))
      return html`<p class="quiet">${head}</p><p class="before" dir="auto">${text}</p>`
    }),
    ...(deletedAt && versions.length === 0
      ? [html`<p class="quiet">${say.message.deletedBare(when(deletedAt), name(deletedBy))}</p>`]
      : []),
    ...(erasedAt ? [html`<p class="quiet">${say.message.erased(when(erasedAt))}</p>`] : []),
  ]
}

function fileList(files: FileIn[], withheld: number | undefined, { say, size }: Telling): Html | false {
  if (files.length === 0 && !withheld) return false
  return html`<ul class="files">${files.map(
    (file) =>
      html`<li>${fileLink(file, UP)} <span class="quiet">${size(file.size)}${stateOf(file, say)}</span>${
        file.path && isPicture(file.type) && html`<img src="${hrefOf(file.path, UP)}" alt="" loading="lazy">`
      }</li>`,
  )}${withheld ? html`<li class="quiet">${say.message.withheld(withheld)}</li>` : null}</ul>`
}

export function fileLink({ path, name }: FileIn, from = ''): Html {
  return path
    ? html`<a href="${hrefOf(path, from)}" dir="auto">${name}</a>`
    : html`<span dir="auto">${name}</span>`
}

/** What is to be known of it besides, after a comma. */
export function stateOf({ missing, withdrawnAt }: FileIn, say: Telling['say']): string {
  return [missing && say.missing[missing], withdrawnAt && say.withdrawn]
    .flatMap((one) => (one ? [`, ${one}`] : []))
    .join('')
}

function matters(message: ShownMessage, { say, name, names, when, time }: Telling): Html[] {
  const { question, approval, acknowledgement, situation, tasks } = message
  const said = say.message
  const whom = ({ role, people }: { role?: string; people: string[] }) =>
    [role && said.role(role), people.length > 0 && names(people)].filter(Boolean).join(' — ')
  const withdrawn = (at: string | undefined) => at && html` (${said.withdrawn}, ${time(at)})`
  return [
    ...(question
      ? [
          html`<p class="quiet">${said.question(whom(question.to), when(question.deadline))}${withdrawn(question.withdrawnAt)}${
            question.answer &&
            html`. ${said.answered(name(question.answer.by), when(question.answer.at))} (№${question.answer.seq})`
          }</p>`,
        ]
      : []),
    ...(approval
      ? [
          html`<p class="quiet">${said.approval(whom(approval.to))}${withdrawn(approval.withdrawnAt)}</p>`,
          ...approval.decisions.map(
            ({ yes, words, by, at }) =>
              html`<p><strong>${yes ? said.yes : said.no}</strong> ${words} — ${name(by)}, ${time(at)}</p>`,
          ),
        ]
      : []),
    ...(acknowledgement
      ? [
          html`<p class="quiet">${said.acknowledge}: ${acknowledgement.people
            .map(({ person, at }) =>
              at ? said.confirmed(name(person), when(at)) : said.unconfirmed(name(person)),
            )
            .join('; ')}</p>`,
        ]
      : []),
    ...(situation
      ? [
          html`<p><strong dir="auto">${situation.title}</strong></p><ul>${situation.checklist.map(
            ({ text, doneAt, doneBy }) =>
              html`<li>${doneAt ? '☑' : '☐'} ${text}${doneAt && html` — ${name(doneBy)}, ${time(doneAt)}`}</li>`,
          )}</ul>`,
        ]
      : []),
    ...(tasks ?? []).map(
      ({ title, responsible, doneAt }) =>
        html`<p class="quiet">${said.task(title, name(responsible))}${doneAt && html` (${said.done}, ${time(doneAt)})`}</p>`,
    ),
  ]
}
