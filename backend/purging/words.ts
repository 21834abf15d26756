/** What the bell says of files that go. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import { type Language, languageOf } from '../companies/framed.ts'

interface Going {
  count: number
  /** Of the thread; empty for the team's. */
  title: string
  record: RecordRef
}

export function goingNotice(locale: string, { count, title, record }: Going) {
  const language = languageOf(locale)
  const say = words[language]
  const files = say.files[new Intl.PluralRules(language).select(count)] ?? say.files.other
  return {
    text: say.going(`${count}\u00a0${files}`, say.quoted(title || say.team)),
    link: say.card(record.id),
  }
}

interface Words {
  files: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
  going(files: string, thread: string): string
  quoted(title: string): string
  team: string
  card(id: string): string
}

const words: Record<Language, Words> = {
  en: {
    files: { one: 'file', other: 'files' },
    going: (files, thread) =>
      `Within a day the storage term of ${files} of yours ends: discussion ${thread}. Keep what is still needed.`,
    quoted: (title) => `“${title}”`,
    team: 'Team',
    card: (id) => `Card #${id}`,
  },
  ru: {
    files: { one: 'файла', other: 'файлов' },
    going: (files, thread) =>
      `Через сутки истекает срок хранения ${files} в обсуждении ${thread}. Сохраните то, что ещё нужно.`,
    quoted: (title) => `«${title}»`,
    team: 'Общее',
    card: (id) => `Карточка №\u00a0${id}`,
  },
  uk: {
    files: { one: 'файлу', other: 'файлів' },
    going: (files, thread) =>
      `За добу спливає термін зберігання ${files} в обговоренні ${thread}. Збережіть те, що ще потрібне.`,
    quoted: (title) => `«${title}»`,
    team: 'Загальне',
    card: (id) => `Картка №\u00a0${id}`,
  },
}
