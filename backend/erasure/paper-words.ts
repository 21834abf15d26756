/** Words of the printed certificate. */
import type { Language } from '../companies/framed.ts'
import type { ErasureKind, ErasureSign, ErasureStatement, HostCopy, KeepReason } from '../shown.ts'

type Became = ErasureStatement['things'][number]['outcome']

export interface PaperWords {
  locale: string
  title: string
  number: string
  asked: string
  ordered: string
  completed: string
  anonymous: string
  heading: { things: string; kept: string; host: string; signs: string; signature: string }
  outcome: Record<Became, string>
  kinds: Record<ErasureKind, string>
  reasons: Record<KeepReason, string>
  copies: Record<HostCopy['what'], string>
  states: Record<HostCopy['state'], string>
  signs: Record<ErasureSign['kind'], string>
  nothing: string
  again: (found: number) => string
  backups: (day: string) => string
  postgres: string
  signed: string
  key: string
  publicKey: string
  hash: string
  check: string
}

export const paperWords: Record<Language, PaperWords> = {
  en: {
    locale: 'en-GB',
    title: 'Certificate of erasure of personal data',
    number: 'Number',
    asked: 'Asked for',
    ordered: 'Ordered',
    completed: 'Completed',
    anonymous:
      'This certificate names nobody. Whoever holds the opening that was issued with it can prove whose data it speaks of.',
    heading: {
      things: 'What was done',
      kept: 'What stays, and why',
      host: 'Copies in the CRM',
      signs: 'Commitments to what was looked for',
      signature: 'Signature',
    },
    outcome: { erased: 'erased', redacted: 'words taken out', kept: 'kept', held: 'kept: legal hold' },
    kinds: {
      message: 'Messages',
      file: 'Files',
      draft: 'Drafts',
      thread: 'Titles of discussions',
      fact: 'Facts',
      task: 'Tasks',
      decision: 'Decisions',
      list: 'Checklists',
      invite: 'Invitations',
      document: 'Remarks on documents',
      person: 'People',
      address: 'Addresses',
      card: 'Cards',
      consent: 'Consents',
      settings: 'Settings',
      act: 'Signed acts',
      reason: 'Reasons given',
      errand: 'Work in the CRM',
      told: 'News from the CRM',
      seen: 'Log of looks',
      audit: 'Values in the audit log',
    },
    reasons: {
      other: 'somebody else of the same name',
      claim: 'needed for a claim',
      law: 'a law says to keep it',
      hold: 'legal hold',
    },
    copies: { note: 'History entry', task: 'Task', file: 'File' },
    states: {
      there: 'there',
      asked: 'asked for',
      gone: 'deleted',
      refused: 'the CRM refused; delete it there',
    },
    signs: { name: 'Name', phone: 'Telephone', email: 'E-mail', id: 'Id', words: 'Words' },
    nothing: 'Nothing.',
    again: (found) => `Everything was searched again afterwards. Found where nothing was to stay: ${found}.`,
    backups: (day) =>
      `Backups made before are kept until ${day} at most. Brought back, they are cleaned again.`,
    postgres:
      'The database is PostgreSQL: erased rows leave its files with VACUUM FULL, archived logs when they are discarded.',
    signed: 'The signed file is attached to this document (certificate.json). It is the original.',
    key: 'Key',
    publicKey: 'Public key (Ed25519)',
    hash: 'SHA-256 of the statement',
    check: 'To check: npm run act:verify certificate.json',
  },
  ru: {
    locale: 'ru-RU',
    title: 'Свидетельство о стирании персональных данных',
    number: 'Номер',
    asked: 'Запрошено',
    ordered: 'Распоряжение',
    completed: 'Завершено',
    anonymous:
      'В свидетельстве нет имён. Тот, у кого есть выданный вместе с ним ключ проверки, может доказать, о чьих данных идёт речь.',
    heading: {
      things: 'Что сделано',
      kept: 'Что оставлено и почему',
      host: 'Копии в CRM',
      signs: 'Отпечатки того, что искали',
      signature: 'Подпись',
    },
    outcome: {
      erased: 'стёрто',
      redacted: 'вымараны слова',
      kept: 'оставлено',
      held: 'оставлено: запрет удаления',
    },
    kinds: {
      message: 'Сообщения',
      file: 'Файлы',
      draft: 'Черновики',
      thread: 'Названия обсуждений',
      fact: 'Факты',
      task: 'Задачи',
      decision: 'Решения',
      list: 'Чек-листы',
      invite: 'Приглашения',
      document: 'Замечания к документам',
      person: 'Люди',
      address: 'Адреса',
      card: 'Карточки',
      consent: 'Согласия',
      settings: 'Настройки',
      act: 'Подписанные акты',
      reason: 'Указанные причины',
      errand: 'Действия в CRM',
      told: 'Сообщения от CRM',
      seen: 'Журнал просмотров',
      audit: 'Значения в журнале аудита',
    },
    reasons: {
      other: 'другой человек с тем же именем',
      claim: 'нужно для судебной защиты',
      law: 'закон обязывает хранить',
      hold: 'запрет удаления',
    },
    copies: { note: 'Запись в истории', task: 'Задача', file: 'Файл' },
    states: {
      there: 'есть',
      asked: 'запрошено удаление',
      gone: 'удалено',
      refused: 'CRM отказала, удалите там вручную',
    },
    signs: { name: 'Имя', phone: 'Телефон', email: 'Почта', id: 'Идентификатор', words: 'Слова' },
    nothing: 'Ничего.',
    again: (found) => `После стирания поиск повторён. Найдено там, где ничего не должно остаться: ${found}.`,
    backups: (day) =>
      `Резервные копии, сделанные раньше, хранятся не дольше ${day}. При восстановлении они очищаются снова.`,
    postgres:
      'База данных — PostgreSQL: стёртые строки уходят из её файлов после VACUUM FULL, из архива журналов — с его удалением.',
    signed: 'Подписанный файл вложен в этот документ (certificate.json). Он и есть подлинник.',
    key: 'Ключ',
    publicKey: 'Открытый ключ (Ed25519)',
    hash: 'SHA-256 заявления',
    check: 'Проверить: npm run act:verify certificate.json',
  },
  uk: {
    locale: 'uk-UA',
    title: 'Свідоцтво про стирання персональних даних',
    number: 'Номер',
    asked: 'Запитано',
    ordered: 'Розпорядження',
    completed: 'Завершено',
    anonymous:
      'У свідоцтві немає імен. Той, хто має виданий разом із ним ключ перевірки, може довести, про чиї дані йдеться.',
    heading: {
      things: 'Що зроблено',
      kept: 'Що залишено й чому',
      host: 'Копії в CRM',
      signs: 'Відбитки того, що шукали',
      signature: 'Підпис',
    },
    outcome: {
      erased: 'стерто',
      redacted: 'вилучено слова',
      kept: 'залишено',
      held: 'залишено: заборона видалення',
    },
    kinds: {
      message: 'Повідомлення',
      file: 'Файли',
      draft: 'Чернетки',
      thread: 'Назви обговорень',
      fact: 'Факти',
      task: 'Завдання',
      decision: 'Рішення',
      list: 'Чек-листи',
      invite: 'Запрошення',
      document: 'Зауваження до документів',
      person: 'Люди',
      address: 'Адреси',
      card: 'Картки',
      consent: 'Згоди',
      settings: 'Налаштування',
      act: 'Підписані акти',
      reason: 'Зазначені причини',
      errand: 'Дії в CRM',
      told: 'Повідомлення від CRM',
      seen: 'Журнал переглядів',
      audit: 'Значення в журналі аудиту',
    },
    reasons: {
      other: 'інша людина з тим самим іменем',
      claim: 'потрібно для судового захисту',
      law: 'закон зобов’язує зберігати',
      hold: 'заборона видалення',
    },
    copies: { note: 'Запис в історії', task: 'Завдання', file: 'Файл' },
    states: {
      there: 'є',
      asked: 'запитано видалення',
      gone: 'видалено',
      refused: 'CRM відмовила, видаліть там вручну',
    },
    signs: { name: 'Ім’я', phone: 'Телефон', email: 'Пошта', id: 'Ідентифікатор', words: 'Слова' },
    nothing: 'Нічого.',
    again: (found) => `Після стирання пошук повторено. Знайдено там, де нічого не мало лишитися: ${found}.`,
    backups: (day) =>
      `Резервні копії, зроблені раніше, зберігаються не довше ${day}. Під час відновлення вони очищуються знову.`,
    postgres:
      'База даних — PostgreSQL: стерті рядки зникають із її файлів після VACUUM FULL, з архіву журналів — із його видаленням.',
    signed: 'Підписаний файл вкладено в цей документ (certificate.json). Він і є оригіналом.',
    key: 'Ключ',
    publicKey: 'Відкритий ключ (Ed25519)',
    hash: 'SHA-256 заяви',
    check: 'Перевірити: npm run act:verify certificate.json',
  },
}
