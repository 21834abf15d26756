import { counted } from './counted.ts'
import type { Words } from './words.ts'

const count = counted('uk')

export const uk: Words = {
  one: {
    named: (author, thread) => `Вас згадали в обговоренні ${thread}: ${author}.`,
    answered: (author, thread) => `Вам відповіли в обговоренні ${thread}: ${author}.`,
    private: (author, thread) => `Вам написали в закритому обговоренні ${thread}: ${author}.`,
    waiting: (_, thread) => `Від вас чекають відповіді в обговоренні ${thread}.`,
    decided: (_, thread) => `За вашим запитом вирішили в обговоренні ${thread}.`,
    said: (author, thread) => `Нове повідомлення в обговоренні ${thread}: ${author}.`,
  },
  hidden: (author) => `Вам написали в закритому обговоренні: ${author}.`,
  many: (messages, threads, author) => {
    const waiting = count(messages, {
      one: 'На вас чекає # повідомлення',
      few: 'На вас чекають # повідомлення',
      other: 'На вас чекають # повідомлень',
    })
    return `${waiting}: ${threads}. Останнє — ${author}.`
  },
  gathered: (messages, cards, author) => {
    const waiting = count(messages, { one: '# повідомлення', few: '# повідомлення', other: '# повідомлень' })
    const where = count(cards, { one: '# картці', other: '# картках' })
    return `Поки було тихо: ${waiting} для вас у ${where}. Останнє — ${author}.`
  },
  urgent: (text) => `Терміново. ${text}`,
  summary: {
    title: 'Чати угод на сьогодні',
    unread: (messages, threads) =>
      `${count(messages, { one: '# непрочитане повідомлення', few: '# непрочитані повідомлення', other: '# непрочитаних повідомлень' })} у ${count(threads, { one: '# обговоренні', other: '# обговореннях' })}`,
    unanswered: (messages) =>
      count(messages, {
        one: '# чекає на вашу відповідь',
        other: '# чекають на вашу відповідь',
      }),
    due: (questions) =>
      count(questions, {
        one: 'спливає термін # питання',
        other: 'спливає термін # питань',
      }),
  },
  title: 'Чати угод',
  test: 'Перевірка: сповіщення чатів угод надходять сюди.',
  quoted: (title) => `«${title}»`,
  team: 'Загальне',
  closed: 'закрите обговорення',
  somebody: 'Колега',
  cards: {
    deal: 'Угода',
    opportunity: 'Потенційна угода',
    lead: 'Лід',
    contact: 'Контакт',
    company: 'Компанія',
    account: 'Організація',
    quote: 'Пропозиція',
    smart_invoice: 'Рахунок',
  },
  card: 'Картка',
  numbered: (card, id) => `${card} №\u00a0${id}`,
}
