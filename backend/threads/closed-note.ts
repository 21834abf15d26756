import { choicesOf } from '../companies/choices.ts'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { peopleById } from '../people/people.ts'
import { recordRef } from '../records.ts'
import type { Writing } from '../store/store.ts'
import type { FoundThread } from './find.ts'

/** Writes into the record's history that a topic is closed, where the company wishes it. Never a word of what was said. */
export async function noteClosed(
  w: Writing,
  { id, kind, record, title }: FoundThread['thread'],
  person: string,
) {
  if (kind !== 'topic' || !(await choicesOf(w)).mirror.topics) return
  const words = inLanguage[languageOf(await localeOf(w))]
  const name = (await peopleById(w, [person])).get(person)?.name
  await entrust(w, {
    id: `closed ${id} ${w.now.toISOString()}`,
    deed: {
      do: 'note',
      record: recordRef(record),
      title: words.closed(title),
      text: words.by(name ?? person),
    },
    as: null,
    lane: record,
  })
}

interface Words {
  closed(topic: string): string
  by(person: string): string
}

const inLanguage: Record<Language, Words> = {
  ru: { closed: (topic) => `Чат: тема «${topic}» закрыта`, by: (person) => `Кто закрыл: ${person}` },
  uk: { closed: (topic) => `Чат: тему «${topic}» закрито`, by: (person) => `Хто закрив: ${person}` },
  en: { closed: (topic) => `Chat: topic “${topic}” closed`, by: (person) => `Closed by ${person}` },
}
