import { counted } from './counted.ts'
import type { Words } from './words.ts'

const count = counted('ru')

export const ru: Words = {
  one: {
    named: (author, thread) => `Вас упомянули в обсуждении ${thread}: ${author}.`,
    answered: (author, thread) => `Вам ответили в обсуждении ${thread}: ${author}.`,
    private: (author, thread) => `Вам написали в закрытом обсуждении ${thread}: ${author}.`,
    waiting: (_, thread) => `От вас ждут ответа в обсуждении ${thread}.`,
    decided: (_, thread) => `По вашему запросу решили в обсуждении ${thread}.`,
    said: (author, thread) => `Новое сообщение в обсуждении ${thread}: ${author}.`,
  },
  hidden: (author) => `Вам написали в закрытом обсуждении: ${author}.`,
  many: (messages, threads, author) => {
    const waiting = count(messages, {
      one: 'Вас ждёт # сообщение',
      few: 'Вас ждут # сообщения',
      other: 'Вас ждут # сообщений',
    })
    return `${waiting}: ${threads}. Последнее — ${author}.`
  },
  gathered: (messages, cards, author) => {
    const waiting = count(messages, { one: '# сообщение', few: '# сообщения', other: '# сообщений' })
    const where = count(cards, { one: '# карточке', other: '# карточках' })
    return `Пока было тихо: ${waiting} для вас в ${where}. Последнее — ${author}.`
  },
  urgent: (text) => `Срочно. ${text}`,
  summary: {
    title: 'Чаты сделок на сегодня',
    unread: (messages, threads) =>
      `${count(messages, { one: '# непрочитанное сообщение', few: '# непрочитанных сообщения', other: '# непрочитанных сообщений' })} в ${count(threads, { one: '# обсуждении', other: '# обсуждениях' })}`,
    unanswered: (messages) =>
      count(messages, {
        one: '# ждёт вашего ответа',
        other: '# ждут вашего ответа',
      }),
    due: (questions) =>
      count(questions, {
        one: 'подходит срок # вопроса',
        other: 'подходит срок # вопросов',
      }),
  },
  title: 'Чаты сделок',
  test: 'Проверка: уведомления чатов сделок приходят сюда.',
  quoted: (title) => `«${title}»`,
  team: 'Общее',
  closed: 'закрытое обсуждение',
  somebody: 'Коллега',
  cards: {
    deal: 'Сделка',
    opportunity: 'Возможная сделка',
    lead: 'Лид',
    contact: 'Контакт',
    company: 'Компания',
    account: 'Организация',
    quote: 'Предложение',
    smart_invoice: 'Счёт',
  },
  card: 'Карточка',
  numbered: (card, id) => `${card} №\u00a0${id}`,
}
