/** Words of the situations' settings. */
import { chosen, type Language } from '../words/index.ts'

const en = {
  title: 'Situations',
  hint: 'What comes up again and again: who is called, what they settle, what is to be done. Opened by one button beside the message field.',
  add: 'Add a situation',
  fresh: 'New situation',
  remove: 'Remove the situation',
  language: 'Language of the texts',
  languages: { ru: 'Russian', uk: 'Ukrainian', en: 'English' },
  name: 'Name',
  roles: 'Who is called',
  settles: 'What they settle',
  opening: 'First message',
  checklist: 'Checklist',
  line: (n: number) => `Line ${n}`,
  addLine: 'Add a line',
  removeLine: (n: number) => `Remove line ${n}`,
  incomplete: (name: string, language: string) => `“${name}” is not complete: ${language}`,
}

type Words = typeof en

const all: Record<Language, Words> = {
  en,
  ru: {
    title: 'Ситуации',
    hint: 'То, что случается снова и снова: кого позвать, что решить, что сделать. Открываются одной кнопкой у поля сообщения.',
    add: 'Добавить ситуацию',
    fresh: 'Новая ситуация',
    remove: 'Убрать ситуацию',
    language: 'Язык текстов',
    languages: { ru: 'русский', uk: 'украинский', en: 'английский' },
    name: 'Название',
    roles: 'Кого позвать',
    settles: 'Что решить',
    opening: 'Первое сообщение',
    checklist: 'Что сделать',
    line: (n) => `Пункт ${n}`,
    addLine: 'Добавить пункт',
    removeLine: (n) => `Убрать пункт ${n}`,
    incomplete: (name, language) => `«${name}» заполнена не до конца: ${language}`,
  },
  uk: {
    title: 'Ситуації',
    hint: 'Те, що трапляється знову й знову: кого покликати, що вирішити, що зробити. Відкриваються однією кнопкою біля поля повідомлення.',
    add: 'Додати ситуацію',
    fresh: 'Нова ситуація',
    remove: 'Прибрати ситуацію',
    language: 'Мова текстів',
    languages: { ru: 'російська', uk: 'українська', en: 'англійська' },
    name: 'Назва',
    roles: 'Кого покликати',
    settles: 'Що вирішити',
    opening: 'Перше повідомлення',
    checklist: 'Що зробити',
    line: (n) => `Пункт ${n}`,
    addLine: 'Додати пункт',
    removeLine: (n) => `Прибрати пункт ${n}`,
    incomplete: (name, language) => `«${name}» заповнено не до кінця: ${language}`,
  },
}

export const situationWords = () => all[chosen.language]
