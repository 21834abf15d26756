import { choicesOf } from '../companies/choices.ts'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import { entrust } from '../errands/errands.ts'
import { peopleById } from '../people/people.ts'
import { recordRef } from '../records.ts'
import type { Writing } from '../store/store.ts'
import type { FileRow } from './files.ts'

/**
 * Writes into the record's history that a file is kept, where the company wishes it. Of a private thread not even a name, nor
 * of a class: whoever sees the record reads its history.
 */
export async function noteKept(
  w: Writing,
  { id, name, keepAskedBy, withdrawnAt, class: of }: FileRow,
  { kind, record }: { kind: string; record: string },
  lane: string,
) {
  if (kind === 'private' || of || withdrawnAt || !(await choicesOf(w)).mirror.files) return
  const words = inLanguage[languageOf(await localeOf(w))]
  const by = keepAskedBy ?? ''
  const person = (await peopleById(w, [by])).get(by)?.name
  await entrust(w, {
    id: `kept ${id}`,
    deed: { do: 'note', record: recordRef(record), title: words.kept(name), text: words.by(person ?? by) },
    as: null,
    lane,
  })
}

interface Words {
  kept(file: string): string
  by(person: string): string
}

const inLanguage: Record<Language, Words> = {
  ru: { kept: (file) => `Чат: файл «${file}» сохранён на Диске`, by: (person) => `Кто сохранил: ${person}` },
  uk: { kept: (file) => `Чат: файл «${file}» збережено на Диску`, by: (person) => `Хто зберіг: ${person}` },
  en: { kept: (file) => `Chat: file “${file}” kept on the Drive`, by: (person) => `Kept by ${person}` },
}
