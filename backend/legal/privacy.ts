import type { InEveryLanguage } from './pages.ts'

/** What is really stored: whoever changes that changes this too. */
export const privacy: InEveryLanguage = {
  ru: (server) => ({
    title: 'Dealthread: какие данные мы храним',
    sections: [
      [
        'Кто отвечает',
        `Данные чата хранит сервер ${server}. За них отвечает тот, кто содержит этот сервер; компания, установившая приложение, решает, что в нём пишут.`,
      ],
      [
        'Что хранится',
        'Сообщения и их прежние редакции, реакции, закрепления, черновики, отметки о прочтении. Удалённое автором сообщение не видно в чате, но его текст остаётся в базе компании, пока его не удалят её правила.',
        'Файлы из чата: 30 дней, затем стираются; имя и размер остаются.',
        'О сотрудниках: номер на портале, имя, должность, ссылка на фотографию, роль и дата увольнения.',
        'О карточках CRM: номер записи и последние увиденные название, клиент, стадия, воронка, сумма и ответственный, чтобы рассказать об изменениях и назвать обсуждение, если запись удалят или объединят. Остальное читается с портала на время показа и не хранится.',
        'О портале: адрес, язык, тариф, права приложения и ключи доступа. Ключи зашифрованы.',
        'События портала: 7 дней. Журнал обращений к порталу без содержания и без ключей: 4 дня.',
      ],
      [
        'Чего мы не делаем',
        'Не передаём данные третьим лицам, не показываем рекламу, не ставим cookie и счётчики. Данные уходят только на портал самой компании.',
        'Портал не отдаёт нам пароли, и мы их не спрашиваем.',
      ],
      [
        'Кто видит переписку',
        'Те, кому CRM показывает карточку; закрытые беседы — только их участники. Право спрашивается у портала от имени самого сотрудника и проверяется не реже раза в минуту. Тот, кто содержит сервер, имеет технический доступ к базе.',
      ],
      [
        'Удаление',
        'При удалении приложения ключи доступа стираются сразу, все сеансы прекращаются, переписка хранится. Если отмечено «удалить настройки и данные», через 30 дней сервер сам стирает всё, что хранил о компании: сообщения, файлы, поиск, людей, журналы. Остаётся одна строка в журнале сервера: сколько чего стёрто, без имён и текстов. Установка до этого срока отменяет стирание. Раньше срока данные стирает по просьбе тот, кто содержит сервер; он же отвечает за резервные копии.',
      ],
      [
        'Вопросы',
        'Обращайтесь к администратору своего портала или к тому, кто содержит сервер: вы вправе узнать, какие данные о вас хранятся, исправить их и потребовать удаления.',
      ],
    ],
  }),
  uk: (server) => ({
    title: 'Dealthread: які дані ми зберігаємо',
    sections: [
      [
        'Хто відповідає',
        `Дані чату зберігає сервер ${server}. За них відповідає той, хто утримує цей сервер; компанія, що встановила застосунок, вирішує, що в ньому пишуть.`,
      ],
      [
        'Що зберігається',
        'Повідомлення та їхні попередні редакції, реакції, закріплення, чернетки, позначки про прочитання. Видалене автором повідомлення не видно в чаті, але його текст лишається в базі компанії, доки його не видалять її правила.',
        'Файли з чату: 30 днів, потім стираються; назва й розмір лишаються.',
        'Про співробітників: номер на порталі, ім’я, посада, посилання на фото, роль і дата звільнення.',
        'Про картки CRM: номер запису й останні побачені назва, клієнт, стадія, воронка, сума та відповідальний, щоб розповісти про зміни й назвати обговорення, якщо запис видалять або об’єднають. Решта читається з порталу на час показу й не зберігається.',
        'Про портал: адреса, мова, тариф, права застосунку й ключі доступу. Ключі зашифровано.',
        'Події порталу: 7 днів. Журнал звернень до порталу без змісту й без ключів: 4 дні.',
      ],
      [
        'Чого ми не робимо',
        'Не передаємо дані третім особам, не показуємо реклами, не ставимо cookie та лічильників. Дані йдуть лише на портал самої компанії.',
        'Портал не віддає нам паролів, і ми їх не питаємо.',
      ],
      [
        'Хто бачить листування',
        'Ті, кому CRM показує картку; закриті розмови — лише їхні учасники. Право питається в порталу від імені самого співробітника й перевіряється щонайменше раз на хвилину. Той, хто утримує сервер, має технічний доступ до бази.',
      ],
      [
        'Видалення',
        'Під час видалення застосунку ключі доступу стираються одразу, усі сеанси припиняються, листування зберігається. Якщо позначено «видалити налаштування й дані», за 30 днів сервер сам стирає все, що зберігав про компанію: повідомлення, файли, пошук, людей, журнали. Лишається один рядок у журналі сервера: скільки чого стерто, без імен і текстів. Встановлення до цього строку скасовує стирання. Раніше дані стирає на прохання той, хто утримує сервер; він же відповідає за резервні копії.',
      ],
      [
        'Запитання',
        'Звертайтеся до адміністратора свого порталу або до того, хто утримує сервер: ви маєте право дізнатися, які дані про вас зберігаються, виправити їх і вимагати видалення.',
      ],
    ],
  }),
  en: (server) => ({
    title: 'Dealthread: what we store',
    sections: [
      [
        'Who answers for it',
        `The chat’s data lies on the server ${server}. Whoever runs that server answers for it; the company that has installed the application decides what is written there.`,
      ],
      [
        'What is stored',
        'Messages and their earlier texts, reactions, pins, drafts, and up to where each person has read. A message its author has deleted is no longer shown, but its text stays in the company’s database until its policies remove it.',
        'Files sent in the chat: for 30 days, then erased; their names and sizes stay.',
        'Of people: their number at the portal, name, job title, the address of their photo, role, and when they left.',
        'Of CRM cards: the record’s number and its title, client, stage, funnel, amount and person responsible as last seen, to be able to tell of changes and to name the talk of a record that was deleted or merged. All else is read from the portal to be shown and is not stored.',
        'Of the portal: its address, language, plan, the application’s rights and its access keys. The keys are encrypted.',
        'What the portal tells us of changes: for 7 days. A log of our calls to the portal, without their content and without keys: for 4 days.',
      ],
      [
        'What we do not do',
        'We pass data to nobody, show no advertising, and set no cookies or counters. Data goes to the company’s own portal only.',
        'The portal gives us no passwords and we ask for none.',
      ],
      [
        'Who sees the conversations',
        'Whoever the CRM shows the card to; private conversations only their members. The portal is asked with the person’s own rights, at least once a minute. Whoever runs the server has technical access to the database.',
      ],
      [
        'Removal',
        'When the application is removed its keys are deleted at once and every session ends; the conversations are kept. If “delete settings and data” was ticked the server erases all it holds of the company 30 days later by itself: messages, files, the search index, people, logs. One line stays in the server’s log: how much of each was erased, without names or texts. Installing again before that day calls it off. Whoever runs the server erases it earlier when asked, and answers for its backups.',
      ],
      [
        'Questions',
        'Ask your portal’s administrator or whoever runs the server: you may learn what is stored about you, have it corrected, and demand its deletion.',
      ],
    ],
  }),
}
