/** What our mails and the page behind them say besides what they tell. */
import { type Language, languageOf } from '../companies/framed.ts'
import { counted } from '../notices/counted.ts'

interface Words {
  subject(count: number, name: string): string
  subjectOfMany(count: number, cards: number): string
  open: string
  why: string
  stop: string
  code: { subject: string; text(code: string): string }
  trial: { subject: string; text: string }
  page: { title: string; text: string; button: string; done: string; wrong: string }
}

const [ru, uk, en] = [counted('ru'), counted('uk'), counted('en')]

const words: Record<Language, Words> = {
  en: {
    subject: (count, name) => `${name}: ${en(count, { one: '# message', other: '# messages' })}`,
    subjectOfMany: (count, cards) =>
      `Deal chats: ${en(count, { one: '# message', other: '# messages' })} in ${en(cards, { one: '# card', other: '# cards' })}`,
    open: 'Open the card',
    why: 'You are written to because you asked for it in the notifications of deal chats. What people write is never sent by mail.',
    stop: 'No more of these mails',
    code: {
      subject: 'Your code for mail from deal chats',
      text: (code) =>
        `${code} is the code. It is good for 15 minutes. If you did not ask for it, do nothing.`,
    },
    trial: { subject: 'A trial', text: 'Notifications of deal chats arrive here.' },
    page: {
      title: 'Mail from deal chats',
      text: 'Notifications will no longer come to your mailbox. In the CRM they go on as before.',
      button: 'No more mail',
      done: 'Done: no more mail will come. You can switch it on again in the notifications of deal chats.',
      wrong: 'This address is not complete. Open it from the mail once more.',
    },
  },
  ru: {
    subject: (count, name) =>
      `${name}: ${ru(count, { one: '# сообщение', few: '# сообщения', other: '# сообщений' })}`,
    subjectOfMany: (count, cards) =>
      `Чаты сделок: ${ru(count, { one: '# сообщение', few: '# сообщения', other: '# сообщений' })} в ${ru(cards, { one: '# карточке', other: '# карточках' })}`,
    open: 'Открыть карточку',
    why: 'Вы получили это письмо, потому что выбрали почту в уведомлениях чатов сделок. Тексты сообщений по почте не отправляются.',
    stop: 'Больше не присылать писем',
    code: {
      subject: 'Код для писем из чатов сделок',
      text: (code) =>
        `Код: ${code}. Он действует 15 минут. Если вы его не запрашивали, ничего делать не нужно.`,
    },
    trial: { subject: 'Проверка', text: 'Уведомления чатов сделок приходят сюда.' },
    page: {
      title: 'Письма из чатов сделок',
      text: 'Уведомления перестанут приходить на почту. В CRM они останутся.',
      button: 'Не присылать',
      done: 'Готово: писем больше не будет. Включить их снова можно в уведомлениях чатов сделок.',
      wrong: 'Адрес неполный. Откройте его из письма ещё раз.',
    },
  },
  uk: {
    subject: (count, name) =>
      `${name}: ${uk(count, { one: '# повідомлення', few: '# повідомлення', other: '# повідомлень' })}`,
    subjectOfMany: (count, cards) =>
      `Чати угод: ${uk(count, { one: '# повідомлення', few: '# повідомлення', other: '# повідомлень' })} у ${uk(cards, { one: '# картці', other: '# картках' })}`,
    open: 'Відкрити картку',
    why: 'Ви отримали цей лист, бо обрали пошту в сповіщеннях чатів угод. Тексти повідомлень поштою не надсилаються.',
    stop: 'Більше не надсилати листів',
    code: {
      subject: 'Код для листів із чатів угод',
      text: (code) => `Код: ${code}. Він діє 15 хвилин. Якщо ви його не замовляли, нічого робити не треба.`,
    },
    trial: { subject: 'Перевірка', text: 'Сповіщення чатів угод надходять сюди.' },
    page: {
      title: 'Листи з чатів угод',
      text: 'Сповіщення більше не надходитимуть на пошту. У CRM вони залишаться.',
      button: 'Не надсилати',
      done: 'Готово: листів більше не буде. Увімкнути їх знову можна в сповіщеннях чатів угод.',
      wrong: 'Адреса неповна. Відкрийте її з листа ще раз.',
    },
  },
}

export function mailWords(locale: string): Words {
  return words[languageOf(locale)]
}
