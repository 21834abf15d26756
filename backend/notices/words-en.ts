import { counted } from './counted.ts'
import type { Words } from './words.ts'

const count = counted('en')

export const en: Words = {
  one: {
    named: (author, thread) => `${author} mentioned you in ${thread}.`,
    answered: (author, thread) => `${author} replied to you in ${thread}.`,
    private: (author, thread) => `${author} wrote to you in the private thread ${thread}.`,
    waiting: (_, thread) => `You are waited for in ${thread}.`,
    decided: (_, thread) => `What you asked for is decided in ${thread}.`,
    said: (author, thread) => `${author} wrote in ${thread}.`,
  },
  hidden: (author) => `${author} wrote to you in a private discussion.`,
  many: (messages, threads, author) => {
    const waiting = count(messages, { one: '# message is waiting', other: '# messages are waiting' })
    return `${waiting} for you in ${threads}, the latest from ${author}.`
  },
  gathered: (messages, cards, author) => {
    const waiting = count(messages, { one: '# message', other: '# messages' })
    const where = count(cards, { one: '# card', other: '# cards' })
    return `While it was quiet: ${waiting} for you in ${where}, the latest from ${author}.`
  },
  urgent: (text) => `Urgent. ${text}`,
  summary: {
    title: 'Deal chats today',
    unread: (messages, threads) =>
      `${count(messages, { one: '# unread message', other: '# unread messages' })} in ${count(threads, { one: '# discussion', other: '# discussions' })}`,
    unanswered: (messages) => `${count(messages, { one: '# waits', other: '# wait' })} for your answer`,
    due: (questions) => count(questions, { one: '# question is due', other: '# questions are due' }),
  },
  title: 'Deal chats',
  test: 'A trial: notifications of deal chats arrive here.',
  quoted: (title) => `“${title}”`,
  team: 'Team',
  closed: 'a private discussion',
  somebody: 'Somebody',
  cards: {
    deal: 'Deal',
    opportunity: 'Opportunity',
    lead: 'Lead',
    contact: 'Contact',
    company: 'Company',
    account: 'Account',
    quote: 'Estimate',
    smart_invoice: 'Invoice',
  },
  card: 'Card',
  numbered: (card, id) => `${card} #${id}`,
}
