/** Words of handing a card over; they come with it. */
import { chosen, type Language } from '../words/index.ts'

interface HandoverWords {
  strip: {
    responsible: (from: string) => string
    left: (from: string) => string
    away: (from: string) => string
  }
  nobody: string
  open: string
  title: string
  loading: string
  failed: string
  print: string
  until: (when: string) => string
  questions: string
  tasks: string
  unanswered: string
  dates: string
  files: string
  pins: string
  facts: string
  people: string
  due: (when: string) => string
  late: string
  to: (names: string) => string
  close: string
  question: string
  task: string
  lastAt: (when: string) => string
  silent: string
  nothing: string
}

const made: Record<Language, HandoverWords> = {
  en: {
    strip: {
      responsible: (from) => `This card has come to you from ${from}.`,
      left: (from) => `${from} has left, this card is yours now.`,
      away: (from) => `You stand in for ${from} here.`,
    },
    nobody: 'nobody',
    open: 'What to know',
    title: 'What to know of this card',
    loading: 'Gathering…',
    failed: 'It could not be gathered.',
    print: 'Print',
    until: (when) => `Can be opened until ${when}`,
    questions: 'Open questions',
    tasks: 'Tasks',
    unanswered: 'Unanswered',
    dates: 'What comes when',
    files: 'Files',
    pins: 'Pinned',
    facts: 'Facts',
    people: 'Who is here',
    due: (when) => `due ${when}`,
    late: 'late',
    to: (names) => `to ${names}`,
    close: 'The deal closes',
    question: 'Answer due',
    task: 'Task due',
    lastAt: (when) => `wrote last ${when}`,
    silent: 'has written nothing',
    nothing: 'Nothing is open here: read the last messages.',
  },
  ru: {
    strip: {
      responsible: (from) => `Карточка перешла к вам. До вас её вёл(а) ${from}.`,
      left: (from) => `${from} больше не работает, карточка теперь ваша.`,
      away: (from) => `Здесь вы замещаете: ${from}.`,
    },
    nobody: 'никто',
    open: 'Что нужно знать',
    title: 'Что нужно знать об этой карточке',
    loading: 'Собираем…',
    failed: 'Собрать не получилось.',
    print: 'Печать',
    until: (when) => `Можно открыть до ${when}`,
    questions: 'Открытые вопросы',
    tasks: 'Задачи',
    unanswered: 'Без ответа',
    dates: 'Что и когда',
    files: 'Файлы',
    pins: 'Закреплено',
    facts: 'Факты',
    people: 'Кто здесь',
    due: (when) => `срок ${when}`,
    late: 'просрочено',
    to: (names) => `кому: ${names}`,
    close: 'Закрытие сделки',
    question: 'Ждут ответа',
    task: 'Срок задачи',
    lastAt: (when) => `последнее сообщение ${when}`,
    silent: 'ничего не писал(а)',
    nothing: 'Ничего открытого нет: прочитайте последние сообщения.',
  },
  uk: {
    strip: {
      responsible: (from) => `Картка перейшла до вас. До вас її вів (вела) ${from}.`,
      left: (from) => `${from} більше не працює, картка тепер ваша.`,
      away: (from) => `Тут ви заміщаєте: ${from}.`,
    },
    nobody: 'ніхто',
    open: 'Що треба знати',
    title: 'Що треба знати про цю картку',
    loading: 'Збираємо…',
    failed: 'Зібрати не вдалося.',
    print: 'Друк',
    until: (when) => `Можна відкрити до ${when}`,
    questions: 'Відкриті питання',
    tasks: 'Завдання',
    unanswered: 'Без відповіді',
    dates: 'Що й коли',
    files: 'Файли',
    pins: 'Закріплено',
    facts: 'Факти',
    people: 'Хто тут',
    due: (when) => `строк ${when}`,
    late: 'прострочено',
    to: (names) => `кому: ${names}`,
    close: 'Закриття угоди',
    question: 'Чекають відповіді',
    task: 'Строк завдання',
    lastAt: (when) => `останнє повідомлення ${when}`,
    silent: 'нічого не писав(ла)',
    nothing: 'Нічого відкритого немає: прочитайте останні повідомлення.',
  },
}

export function handoverWords(): HandoverWords {
  return made[chosen.language]
}
