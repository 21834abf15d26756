/** Words of the section of holds; they come with it. */
import { chosen, type Language } from '../../words/index.ts'
import { type Counting, plural } from '../../words/plural.ts'

interface HoldWords {
  title: string
  hint: string
  none: string
  place: string
  find: string
  scopeHint: string
  fields: Record<
    'record' | 'thread' | 'client' | 'person' | 'since' | 'until' | 'reason' | 'releaseReason',
    string
  >
  scope: Record<'client' | 'thread' | 'person' | 'since' | 'until', (what: string) => string>
  somebody: string
  placed: (who: string, day: string) => string
  /** `size` comes with its brackets, or is empty. */
  covers: (files: number, size: string, messages: number) => string
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
    hint: 'Whatever is on hold is not deleted, no matter the retention terms.',
    none: 'Nothing is on hold.',
    place: 'Place a hold',
    find: 'Start typing…',
    scopeHint: 'The hold covers whatever meets all the conditions. Set at least one.',
    fields: {
      record: 'Card',
      thread: 'Topic',
      client: 'Client',
      person: 'Author',
      since: 'Created from',
      until: 'Created up to',
      reason: 'Reason, 10 characters or more',
      releaseReason: 'Why it is no longer needed, 10 characters or more',
    },
    scope: {
      client: (name) => `Client: ${name}`,
      thread: (title) => `Discussion: ${title}`,
      person: (name) => `Author: ${name}`,
      since: (day) => `from ${day}`,
      until: (day) => `before ${day}`,
    },
    somebody: 'somebody',
    placed: (who, day) => `Placed by ${who}, ${day}`,
    covers: (files, size, messages) =>
      `${count(files, { one: '# file', other: '# files' })}${size}, ${count(messages, { one: '# message', other: '# messages' })}`,
    ask: 'Request release',
    releaseHint:
      'Another person has to confirm the release. After that the hold stays in force for 72 more hours. The release itself deletes nothing.',
    asked: (who, day, reason) => `Release requested by ${who}, ${day}: ${reason}`,
    waits: 'Another person has to confirm it.',
    confirm: 'Confirm release',
    goOn: 'Keep the hold',
    ends: (who, when) => `Release confirmed by ${who}. The hold ends ${when}.`,
    over: (who, when) => `Release confirmed by ${who}. The hold ended ${when}.`,
  }),
  ru: (count) => ({
    title: 'Запрет удаления',
    hint: 'Всё, на что действует запрет, не удаляется, даже когда срок хранения вышел.',
    none: 'Запретов нет.',
    place: 'Установить запрет',
    find: 'Начните вводить…',
    scopeHint: 'Запрет действует на всё, что подходит под каждое из условий. Укажите хотя бы одно.',
    fields: {
      record: 'Карточка',
      thread: 'Тема',
      client: 'Клиент',
      person: 'Автор',
      since: 'Создано с',
      until: 'Создано по',
      reason: 'Причина, от 10 знаков',
      releaseReason: 'Почему запрет больше не нужен, от 10 знаков',
    },
    scope: {
      client: (name) => `Клиент: ${name}`,
      thread: (title) => `Обсуждение: ${title}`,
      person: (name) => `Автор: ${name}`,
      since: (day) => `с ${day}`,
      until: (day) => `до ${day}`,
    },
    somebody: 'сотрудник',
    placed: (who, day) => `Запрет установлен: ${who}, ${day}`,
    covers: (files, size, messages) =>
      `${count(files, { one: '# файл', few: '# файла', many: '# файлов', other: '# файла' })}${size}, ${count(messages, { one: '# сообщение', few: '# сообщения', many: '# сообщений', other: '# сообщения' })}`,
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
    hint: 'Усе, на що діє заборона, не видаляється, навіть коли строк зберігання вийшов.',
    none: 'Заборон немає.',
    place: 'Установити заборону',
    find: 'Почніть вводити…',
    scopeHint: 'Заборона діє на все, що відповідає кожній з умов. Зазначте хоча б одну.',
    fields: {
      record: 'Картка',
      thread: 'Тема',
      client: 'Клієнт',
      person: 'Автор',
      since: 'Створено з',
      until: 'Створено по',
      reason: 'Причина, від 10 знаків',
      releaseReason: 'Чому заборона більше не потрібна, від 10 знаків',
    },
    scope: {
      client: (name) => `Клієнт: ${name}`,
      thread: (title) => `Обговорення: ${title}`,
      person: (name) => `Автор: ${name}`,
      since: (day) => `з ${day}`,
      until: (day) => `до ${day}`,
    },
    somebody: 'співробітник',
    placed: (who, day) => `Заборону встановлено: ${who}, ${day}`,
    covers: (files, size, messages) =>
      `${count(files, { one: '# файл', few: '# файли', many: '# файлів', other: '# файлу' })}${size}, ${count(messages, { one: '# повідомлення', few: '# повідомлення', many: '# повідомлень', other: '# повідомлення' })}`,
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
