/** A page of a thread: how it reads for people, as a table, and as data. */
import { csvLine } from '../investigating/csv.ts'
import type { FileIn, ThreadIn } from './contents.ts'
import { happenedIn } from './happened.ts'
import { html, pageText } from './html.ts'
import { messageView } from './message-view.ts'
import { type MessageIn, pagesOf } from './talk.ts'
import type { Telling } from './telling.ts'

/** `003-2`: the second page of the third thread. */
export function pageName({ number }: ThreadIn, page: number): string {
  return `${String(number).padStart(3, '0')}-${page}`
}

export interface ThreadPage {
  title: string
  thread: ThreadIn
  page: number
  messages: MessageIn[]
  filesOf: (message: string) => FileIn[]
}

export function threadPage({ title, thread, page, messages, filesOf }: ThreadPage, telling: Telling): string {
  const { say, language, time, name } = telling
  const pages = pagesOf(thread)
  const other = (to: number, text: string) =>
    to >= 1 && to <= pages && html`<a href="${pageName(thread, to)}.html">${text}</a>`
  const nav = html`<nav><a href="../index.html">${say.back}</a>${other(page - 1, say.before)}${other(page + 1, say.after)}</nav>`
  const body = html`<main>${nav}<h1 dir="auto">${thread.title || say.titles[thread.kind]}</h1>
<p class="quiet">${title}, ${say.kinds[thread.kind]}, ${name(thread.openedBy)}, ${time(thread.openedAt)}${pages > 1 && html`. ${say.page(page, pages)}`}</p>
${messages.map((message) => messageView(message, filesOf(message.id), telling))}
${messages.length === 0 && html`<p class="quiet">${say.nothing}</p>`}${nav}</main>`
  return pageText({ language, title: `${thread.title || say.titles[thread.kind]} · ${title}`, body })
}

const COLUMNS = [
  ...[
    'seq',
    'id',
    'at',
    'author',
    'name',
    'text',
    'happened',
    'editedAt',
    'deletedAt',
    'deletedBy',
    'before',
  ],
  'files',
]

/** With what deleted ones said, and the names of their files; for spreadsheets, where nothing of it is worked out. */
export function threadTable({ messages, filesOf }: ThreadPage, telling: Telling): string {
  const lines = messages.map((message) => {
    const { seq, id, at, author, text, happened, editedAt, deletedAt, deletedBy, versions } = message
    return csvLine([
      ...[seq, id, at, author, author ? telling.name(author) : '', text],
      ...[happened ? happenedIn(telling, happened) : '', editedAt ?? '', deletedAt ?? '', deletedBy ?? ''],
      versions.map((one) => one.text).join('\n---\n'),
      filesOf(id)
        .map(({ name }) => name)
        .join('\n'),
    ])
  })
  return `\uFEFF${csvLine(COLUMNS)}${lines.join('')}`
}

export function threadData({ messages }: ThreadPage): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('')
}
