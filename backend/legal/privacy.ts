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
        'Файлы из чата: 30 дней или срок, который задала компания, затем стираются; имя и размер остаются. Так же компания может задать срок сообщениям.',
        'Журнал действий: кто, когда и откуда написал, изменил, удалил, открыл, скачал или получил отказ. Имена и тексты стоят в нём отпечатками, а сами лежат рядом, пока их не сотрут: журнал при этом остаётся целым.',
        'О сотрудниках: номер в CRM, имя, должность, отдел, ссылка на фотографию, роль, язык и дата увольнения. Адрес почты и подписка браузера, если сотрудник получает уведомления так: зашифрованы и стираются, когда он уходит.',
        'О гостях по ссылке: имя, которое назвал пригласивший, и написанное ими в том обсуждении, куда их позвали.',
        'Кто какую карточку открыл и какой файл скачал: 400 дней, для отчёта об уволенном.',
        'О карточках CRM: номер записи и последние увиденные название, клиент, стадия, воронка, сумма и ответственный, чтобы рассказать об изменениях и назвать обсуждение, если запись удалят или объединят. Остальное читается с портала на время показа и не хранится.',
        'О портале: адрес, язык, тариф, права приложения и ключи доступа. Ключи зашифрованы.',
        'События портала: 7 дней. Журнал обращений к порталу без содержания и без ключей: 4 дня.',
      ],
      [
        'Чего мы не делаем',
        'Не передаём данные третьим лицам, не показываем рекламу и счётчики. В чате нет cookie; один, на несколько минут, ставит окно входа Dynamics 365. Данные уходят в CRM самой компании: уведомления с именами и названиями обсуждений, задачи, записи в ленте, файлы, которые там сохранили. Письма идут через почтовый сервер того, кто содержит чат, уведомления браузера — через службу его производителя, в зашифрованном виде.',
        'Портал не отдаёт нам пароли, и мы их не спрашиваем.',
      ],
      [
        'Кто видит переписку',
        'Те, кому CRM показывает карточку; приглашённый или гость — одно обсуждение, на срок; закрытые беседы — их участники и тот, кому дано право контроля: он называет причину, и участники её видят. Право спрашивается у портала от имени самого сотрудника и проверяется не реже раза в минуту. Тот, кто содержит сервер, имеет технический доступ к базе.',
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
        'Файли з чату: 30 днів або строк, який задала компанія, потім стираються; назва й розмір лишаються. Так само компанія може задати строк повідомленням.',
        'Журнал дій: хто, коли й звідки написав, змінив, видалив, відкрив, завантажив або дістав відмову. Імена й тексти стоять у ньому відбитками, а самі лежать поруч, доки їх не зітруть: журнал при цьому лишається цілим.',
        'Про співробітників: номер у CRM, ім’я, посада, відділ, посилання на фото, роль, мова й дата звільнення. Адреса пошти та підписка браузера, якщо співробітник отримує сповіщення так: зашифровані й стираються, коли він іде.',
        'Про гостей за посиланням: ім’я, яке назвав той, хто запросив, і написане ними в тому обговоренні, куди їх покликали.',
        'Хто яку картку відкрив і який файл завантажив: 400 днів, для звіту про звільненого.',
        'Про картки CRM: номер запису й останні побачені назва, клієнт, стадія, воронка, сума та відповідальний, щоб розповісти про зміни й назвати обговорення, якщо запис видалять або об’єднають. Решта читається з порталу на час показу й не зберігається.',
        'Про портал: адреса, мова, тариф, права застосунку й ключі доступу. Ключі зашифровано.',
        'Події порталу: 7 днів. Журнал звернень до порталу без змісту й без ключів: 4 дні.',
      ],
      [
        'Чого ми не робимо',
        'Не передаємо дані третім особам, не показуємо реклами й лічильників. У чаті немає cookie; один, на кілька хвилин, ставить вікно входу Dynamics 365. Дані йдуть у CRM самої компанії: сповіщення з іменами та назвами обговорень, завдання, записи в стрічці, файли, які там зберегли. Листи йдуть через поштовий сервер того, хто утримує чат, сповіщення браузера — через службу його виробника, у зашифрованому вигляді.',
        'Портал не віддає нам паролів, і ми їх не питаємо.',
      ],
      [
        'Хто бачить листування',
        'Ті, кому CRM показує картку; запрошений або гість — одне обговорення, на строк; закриті розмови — їхні учасники й той, кому надано право контролю: він називає причину, і учасники її бачать. Право питається в порталу від імені самого співробітника й перевіряється щонайменше раз на хвилину. Той, хто утримує сервер, має технічний доступ до бази.',
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
        'Files sent in the chat: for 30 days, or as long as the company has said, then erased; their names and sizes stay. The company may set a term for messages too.',
        'A log of acts: who wrote, changed, deleted, opened, downloaded or was denied something, when and from where. Names and texts stand in it as fingerprints, and lie beside it until they are erased: the log stays whole all the same.',
        'Of people: their number in the CRM, name, job title, department, the address of their photo, role, language, and when they left. An e-mail address and a browser’s subscription where somebody is notified that way: encrypted, and deleted when he leaves.',
        'Of guests with a link: the name their inviter gave them, and what they wrote in the one discussion they were called to.',
        'Who opened which card and downloaded which file: for 400 days, for the report on a leaver.',
        'Of CRM cards: the record’s number and its title, client, stage, funnel, amount and person responsible as last seen, to be able to tell of changes and to name the talk of a record that was deleted or merged. All else is read from the portal to be shown and is not stored.',
        'Of the portal: its address, language, plan, the application’s rights and its access keys. The keys are encrypted.',
        'What the portal tells us of changes: for 7 days. A log of our calls to the portal, without their content and without keys: for 4 days.',
      ],
      [
        'What we do not do',
        'We pass data to nobody, and show no advertising or counters. The chat has no cookies; the sign-in window of Dynamics 365 sets one for a few minutes. Data goes to the company’s own CRM: notifications with names and titles of discussions, tasks, entries in a record’s history, files that were kept there. Letters go through the mail server of whoever runs the chat, browser notifications through the browser maker’s service, encrypted.',
        'The portal gives us no passwords and we ask for none.',
      ],
      [
        'Who sees the conversations',
        'Whoever the CRM shows the card to; somebody invited, or a guest, one discussion and for a time; private conversations their members, and whoever has been given the right of supervision: he states a reason, and the members see it. The portal is asked with the person’s own rights, at least once a minute. Whoever runs the server has technical access to the database.',
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
