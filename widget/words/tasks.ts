/** Words of tasks made from messages and of files kept in the CRM; they come with what they stand in. */
import type { Language } from './index.ts'

interface TaskWords {
  title: string
  name: string
  namePlaceholder: string
  responsible: string
  find: string
  nobody: string
  me: string
  deadline: string
  today: string
  tomorrow: string
  inDays: string
  none: string
  choose: string
  chosenTime: string
  shared: string
  private: string
  create: string
  needName: string
  needTime: string
  left: string
  list: string
  open: (title: string) => string
  making: string
  until: (when: string) => string
  late: (when: string) => string
  done: (by: string, when: string) => string
  doneAt: (when: string) => string
  gone: string
  notHanded: (name: string) => string
  again: (title: string) => string
  refused: Record<'denied' | 'not_granted' | 'person' | 'host' | 'other', string>

  keep: (name: string) => string
  keeping: string
  kept: string
  openKept: (name: string) => string
  keepAgain: (name: string) => string
  notKept: Record<'not_granted' | 'missing' | 'host' | 'other', string>
}

export const taskWords: Record<Language, TaskWords> = {
  en: {
    title: 'New task',
    name: 'What is to be done',
    namePlaceholder: 'For example, Send the offer',
    responsible: 'Who is responsible',
    find: 'Find a colleague',
    nobody: 'Nobody found',
    me: 'me',
    deadline: 'Deadline',
    today: 'Today',
    tomorrow: 'Tomorrow',
    inDays: 'In 3 days',
    none: 'None',
    choose: 'Choose…',
    chosenTime: 'Date and time',
    shared:
      'The task appears in the CRM. The message and a link to the card go with it if the person responsible can see the card.',
    private: 'Only the title goes to the CRM: nothing of a private discussion leaves it.',
    create: 'Create',
    needName: 'Say what is to be done',
    needTime: 'Choose a date and a time',
    left: 'This person no longer works here',
    list: 'Tasks',
    open: (title) => `Open the task “${title}” in the CRM`,
    making: 'being created…',
    until: (when) => `due ${when}`,
    late: (when) => `overdue since ${when}`,
    done: (by, when) => `done · ${by}, ${when}`,
    doneAt: (when) => `done · ${when}`,
    gone: 'deleted in the CRM',
    notHanded: (name) => `in the CRM still with ${name}`,
    again: (title) => `Try again to create “${title}”`,
    refused: {
      denied: 'The CRM did not accept it',
      not_granted: 'The chat may not create tasks: tell the administrator',
      person: 'The CRM asks you to open the card again',
      host: 'The CRM does not answer',
      other: 'It was not created',
    },
    keep: (name) => `Keep ${name} in the deal`,
    keeping: 'being kept…',
    kept: 'in the deal',
    openKept: (name) => `Open ${name} in the CRM`,
    keepAgain: (name) => `Try again to keep ${name}`,
    notKept: {
      not_granted: 'The chat may not use the Drive: tell the administrator',
      missing: 'There is nothing left to keep',
      host: 'The CRM does not answer',
      other: 'It was not kept',
    },
  },
  ru: {
    title: 'Новая задача',
    name: 'Что сделать',
    namePlaceholder: 'Например, Отправить КП',
    responsible: 'Исполнитель',
    find: 'Найти коллегу',
    nobody: 'Никого не нашлось',
    me: 'я',
    deadline: 'Срок',
    today: 'Сегодня',
    tomorrow: 'Завтра',
    inDays: 'Через 3 дня',
    none: 'Без срока',
    choose: 'Выбрать…',
    chosenTime: 'Дата и время',
    shared:
      'Задача появится в CRM. Текст сообщения и ссылка попадут в неё, если исполнителю открыта эта карточка.',
    private: 'В CRM попадёт только название: из закрытого обсуждения ничего не выходит.',
    create: 'Создать',
    needName: 'Напишите, что сделать',
    needTime: 'Выберите дату и время',
    left: 'Этот человек больше не работает в компании',
    list: 'Задачи',
    open: (title) => `Открыть задачу «${title}» в CRM`,
    making: 'создаётся…',
    until: (when) => `до ${when}`,
    late: (when) => `просрочена: ${when}`,
    done: (by, when) => `выполнена · ${by}, ${when}`,
    doneAt: (when) => `выполнена · ${when}`,
    gone: 'удалена в CRM',
    notHanded: (name) => `в CRM числится за: ${name}`,
    again: (title) => `Повторить создание задачи «${title}»`,
    refused: {
      denied: 'CRM её не приняла',
      not_granted: 'Чату нельзя создавать задачи: скажите администратору',
      person: 'CRM просит открыть карточку заново',
      host: 'CRM не отвечает',
      other: 'Не создана',
    },
    keep: (name) => `Сохранить ${name} в сделке`,
    keeping: 'сохраняется…',
    kept: 'в сделке',
    openKept: (name) => `Открыть ${name} в CRM`,
    keepAgain: (name) => `Повторить сохранение ${name}`,
    notKept: {
      not_granted: 'Чату закрыт Диск: скажите администратору',
      missing: 'Сохранять уже нечего',
      host: 'CRM не отвечает',
      other: 'Не сохранён',
    },
  },
  uk: {
    title: 'Нове завдання',
    name: 'Що зробити',
    namePlaceholder: 'Наприклад, Надіслати КП',
    responsible: 'Виконавець',
    find: 'Знайти колегу',
    nobody: 'Нікого не знайдено',
    me: 'я',
    deadline: 'Термін',
    today: 'Сьогодні',
    tomorrow: 'Завтра',
    inDays: 'За 3 дні',
    none: 'Без терміну',
    choose: 'Вибрати…',
    chosenTime: 'Дата й час',
    shared:
      'Завдання з’явиться в CRM. Текст повідомлення й посилання потраплять до нього, якщо виконавцеві відкрито цю картку.',
    private: 'До CRM потрапить лише назва: із закритого обговорення нічого не виходить.',
    create: 'Створити',
    needName: 'Напишіть, що зробити',
    needTime: 'Виберіть дату й час',
    left: 'Ця людина більше не працює в компанії',
    list: 'Завдання',
    open: (title) => `Відкрити завдання «${title}» у CRM`,
    making: 'створюється…',
    until: (when) => `до ${when}`,
    late: (when) => `прострочено: ${when}`,
    done: (by, when) => `виконано · ${by}, ${when}`,
    doneAt: (when) => `виконано · ${when}`,
    gone: 'видалено в CRM',
    notHanded: (name) => `у CRM досі за: ${name}`,
    again: (title) => `Повторити створення завдання «${title}»`,
    refused: {
      denied: 'CRM його не прийняла',
      not_granted: 'Чату не можна створювати завдання: скажіть адміністраторові',
      person: 'CRM просить відкрити картку знову',
      host: 'CRM не відповідає',
      other: 'Не створено',
    },
    keep: (name) => `Зберегти ${name} в угоді`,
    keeping: 'зберігається…',
    kept: 'в угоді',
    openKept: (name) => `Відкрити ${name} у CRM`,
    keepAgain: (name) => `Повторити збереження ${name}`,
    notKept: {
      not_granted: 'Чату закрито Диск: скажіть адміністраторові',
      missing: 'Зберігати вже нічого',
      host: 'CRM не відповідає',
      other: 'Не збережено',
    },
  },
}
