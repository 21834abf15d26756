/** Words of the section of holds; they come with it. */
import { chosen, type Language } from '../../words/index.ts'
import { type Counting, plural } from '../../words/plural.ts'

interface HoldWords {
  title: string
  hint: string
  none: string
  place: string
  any: string
  scopeHint: string
  fields: Record<'record' | 'client' | 'person' | 'since' | 'until' | 'reason' | 'releaseReason', string>
  scope: Record<'record' | 'client' | 'thread' | 'person' | 'since' | 'until', (what: string) => string>
  somebody: string
  placed: (who: string, day: string) => string
  covers: (files: number, messages: number) => string
  ask: string
  releaseHint: string
  asked: (who: string, day: string, reason: string) => string
  waits: string
  confirm: string
  goOn: string
  ends: (who: string, when: string) => string
  over: (who: string, when: string) => string
}

const made: Record<Language, (count: Counting) => HoldWords> = {
  en: (count) => ({
    title: 'Legal hold',
    hint: 'What is on hold is not deleted, whatever the terms say. Only those who oversee see it here.',
    none: 'Nothing is on hold.',
    place: 'Put on hold',
    any: 'Any',
    scopeHint: 'Held is what fits all that is named. Name one thing at least.',
    fields: {
      record: 'Deal number',
      client: 'Client',
      person: 'Author',
      since: 'Made from',
      until: 'Made until',
      reason: 'Reason (at least 10 characters)',
      releaseReason: 'Why it is no longer needed (at least 10 characters)',
    },
    scope: {
      record: (name) => `Record: ${name}`,
      client: (name) => `Client: ${name}`,
      thread: (title) => `Discussion: ${title}`,
      person: (name) => `Author: ${name}`,
      since: (day) => `from ${day}`,
      until: (day) => `before ${day}`,
    },
    somebody: 'somebody',
    placed: (who, day) => `Placed by ${who}, ${day}`,
    covers: (files, messages) =>
      `${count(files, { one: '# file', other: '# files' })}, ${count(messages, { one: '# message', other: '# messages' })}`,
    ask: 'Ask for release',
    releaseHint:
      'Somebody else confirms it; then it holds for 72 hours more. Nothing is deleted by the release itself.',
    asked: (who, day, reason) => `${who} asks for release, ${day}: ${reason}`,
    waits: 'Somebody else has to confirm it.',
    confirm: 'Confirm the release',
    goOn: 'Go on holding',
    ends: (who, when) => `Confirmed by ${who}. Holds until ${when}.`,
    over: (who, when) => `Confirmed by ${who}. Over since ${when}.`,
  }),
  ru: (count) => ({
    title: 'Запрет удаления',
    hint: 'То, на что действует запрет, не удаляется ни по каким срокам. Видно только здесь.',
    none: 'Запретов нет.',
    place: 'Установить запрет',
    any: 'Не важно',
    scopeHint: 'Запрет действует на то, что подходит под все условия. Укажите хотя бы одно.',
    fields: {
      record: 'Номер сделки',
      client: 'Клиент',
      person: 'Автор',
      since: 'Создано с',
      until: 'Создано по',
      reason: 'Причина (не короче 10 знаков)',
      releaseReason: 'Почему запрет больше не нужен (не короче 10 знаков)',
    },
    scope: {
      record: (name) => `Карточка: ${name}`,
      client: (name) => `Клиент: ${name}`,
      thread: (title) => `Обсуждение: ${title}`,
      person: (name) => `Автор: ${name}`,
      since: (day) => `с ${day}`,
      until: (day) => `до ${day}`,
    },
    somebody: 'сотрудник',
    placed: (who, day) => `Запрет установлен: ${who}, ${day}`,
    covers: (files, messages) =>
      `${count(files, { one: '# файл', few: '# файла', many: '# файлов', other: '# файла' })}, ${count(messages, { one: '# сообщение', few: '# сообщения', many: '# сообщений', other: '# сообщения' })}`,
    ask: 'Предложить снять',
    releaseHint:
      'Снятие подтверждает другой сотрудник, после этого запрет действует ещё 72 часа. Само снятие ничего не удаляет.',
    asked: (who, day, reason) => `Предложено снять: ${who}, ${day}. ${reason}`,
    waits: 'Снятие подтверждает другой сотрудник.',
    confirm: 'Подтвердить снятие',
    goOn: 'Оставить запрет',
    ends: (who, when) => `Снятие подтверждено: ${who}. Запрет действует до ${when}.`,
    over: (who, when) => `Снятие подтверждено: ${who}. Запрет снят ${when}.`,
  }),
  uk: (count) => ({
    title: 'Заборона видалення',
    hint: 'Те, на що діє заборона, не видаляється за жодними строками. Видно лише тут.',
    none: 'Заборон немає.',
    place: 'Установити заборону',
    any: 'Не важливо',
    scopeHint: 'Заборона діє на те, що відповідає всім умовам. Зазначте хоча б одну.',
    fields: {
      record: 'Номер угоди',
      client: 'Клієнт',
      person: 'Автор',
      since: 'Створено з',
      until: 'Створено по',
      reason: 'Причина (не коротша за 10 знаків)',
      releaseReason: 'Чому заборона більше не потрібна (не коротше 10 знаків)',
    },
    scope: {
      record: (name) => `Картка: ${name}`,
      client: (name) => `Клієнт: ${name}`,
      thread: (title) => `Обговорення: ${title}`,
      person: (name) => `Автор: ${name}`,
      since: (day) => `з ${day}`,
      until: (day) => `до ${day}`,
    },
    somebody: 'співробітник',
    placed: (who, day) => `Заборону встановлено: ${who}, ${day}`,
    covers: (files, messages) =>
      `${count(files, { one: '# файл', few: '# файли', many: '# файлів', other: '# файлу' })}, ${count(messages, { one: '# повідомлення', few: '# повідомлення', many: '# повідомлень', other: '# повідомлення' })}`,
    ask: 'Запропонувати зняти',
    releaseHint:
      'Зняття підтверджує інший співробітник, після цього заборона діє ще 72 години. Саме зняття нічого не видаляє.',
    asked: (who, day, reason) => `Запропоновано зняти: ${who}, ${day}. ${reason}`,
    waits: 'Зняття підтверджує інший співробітник.',
    confirm: 'Підтвердити зняття',
    goOn: 'Лишити заборону',
    ends: (who, when) => `Зняття підтверджено: ${who}. Заборона діє до ${when}.`,
    over: (who, when) => `Зняття підтверджено: ${who}. Заборону знято ${when}.`,
  }),
}
const known: Partial<Record<Language, HoldWords>> = {}

export function holdWords(): HoldWords {
  const { language } = chosen
  known[language] ??= made[language](plural(language))
  return known[language]
}
