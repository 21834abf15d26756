/** What comes up in deals with imports, and what is done then, until a company says otherwise. */
import type { Situation } from '../shown.ts'

export const situationsAsTheyCome: Situation[] = [
  {
    id: 'missing_document',
    title: { ru: 'Не хватает документа', uk: 'Бракує документа', en: 'A document is missing' },
    roles: ['customs', 'trade'],
    settles: {
      ru: 'Какого документа нет, кто и к какому сроку его получит',
      uk: 'Якого документа немає, хто й до якого терміну його отримає',
      en: 'Which document is missing, who gets it and by when',
    },
    checklist: [
      {
        ru: 'Назвать документ и для чего он нужен',
        uk: 'Назвати документ і для чого він потрібен',
        en: 'Name the document and what it is needed for',
      },
      {
        ru: 'Проверить, можно ли обойтись другим',
        uk: 'Перевірити, чи можна обійтися іншим',
        en: 'Check whether another one will do',
      },
      {
        ru: 'Запросить у поставщика или клиента',
        uk: 'Запросити в постачальника чи клієнта',
        en: 'Ask the supplier or the client for it',
      },
      { ru: 'Приложить документ сюда', uk: 'Додати документ сюди', en: 'Attach the document here' },
    ],
    opening: {
      ru: 'Не хватает документа. Что известно: …',
      uk: 'Бракує документа. Що відомо: …',
      en: 'A document is missing. What is known: …',
    },
  },
  {
    id: 'route_and_dates',
    title: { ru: 'Маршрут и сроки', uk: 'Маршрут і терміни', en: 'Route and dates' },
    roles: ['logistics', 'warehouse'],
    settles: {
      ru: 'Как везём, когда отгрузка и когда груз у клиента',
      uk: 'Як веземо, коли відвантаження та коли вантаж у клієнта',
      en: 'How it travels, when it ships and when the client has it',
    },
    checklist: [
      {
        ru: 'Подтвердить готовность груза',
        uk: 'Підтвердити готовність вантажу',
        en: 'Confirm that the goods are ready',
      },
      {
        ru: 'Выбрать маршрут и перевозчика',
        uk: 'Обрати маршрут і перевізника',
        en: 'Choose route and carrier',
      },
      {
        ru: 'Назвать даты отгрузки и прибытия',
        uk: 'Назвати дати відвантаження та прибуття',
        en: 'Give the dates of shipping and arrival',
      },
      { ru: 'Сообщить клиенту', uk: 'Повідомити клієнта', en: 'Tell the client' },
    ],
    opening: {
      ru: 'Нужны маршрут и сроки поставки.',
      uk: 'Потрібні маршрут і терміни постачання.',
      en: 'We need the route and the dates of delivery.',
    },
  },
  {
    id: 'customs_nuance',
    title: { ru: 'Таможенный вопрос', uk: 'Митне питання', en: 'A customs question' },
    roles: ['customs'],
    settles: {
      ru: 'Код, платежи, разрешения и риск задержки',
      uk: 'Код, платежі, дозволи та ризик затримки',
      en: 'Code, duties, permits and the risk of delay',
    },
    checklist: [
      { ru: 'Уточнить код ТН ВЭД', uk: 'Уточнити код УКТ ЗЕД', en: 'Settle the commodity code' },
      { ru: 'Посчитать пошлину и НДС', uk: 'Порахувати мито та ПДВ', en: 'Work out duty and VAT' },
      { ru: 'Проверить разрешения', uk: 'Перевірити дозволи', en: 'Check the permits' },
      {
        ru: 'Оценить срок оформления',
        uk: 'Оцінити термін оформлення',
        en: 'Estimate how long clearance takes',
      },
    ],
    opening: {
      ru: 'Нужна помощь таможни. Вопрос: …',
      uk: 'Потрібна допомога митниці. Питання: …',
      en: 'We need customs to help. The question: …',
    },
  },
  {
    id: 'incident',
    title: { ru: 'Инцидент', uk: 'Інцидент', en: 'An incident' },
    roles: ['head', 'logistics', 'legal'],
    settles: {
      ru: 'Что случилось, что делаем сейчас и кто говорит с клиентом',
      uk: 'Що сталося, що робимо зараз і хто говорить із клієнтом',
      en: 'What happened, what is done now and who talks to the client',
    },
    checklist: [
      { ru: 'Описать, что случилось', uk: 'Описати, що сталося', en: 'Describe what happened' },
      { ru: 'Остановить потери', uk: 'Зупинити втрати', en: 'Stop the loss' },
      {
        ru: 'Решить, кто говорит с клиентом',
        uk: 'Вирішити, хто говорить із клієнтом',
        en: 'Decide who talks to the client',
      },
      { ru: 'Записать решение', uk: 'Записати рішення', en: 'Write down what was decided' },
    ],
    opening: {
      ru: 'Инцидент по сделке. Что случилось: …',
      uk: 'Інцидент за угодою. Що сталося: …',
      en: 'An incident in this deal. What happened: …',
    },
  },
]
