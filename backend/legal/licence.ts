import type { InEveryLanguage } from './pages.ts'

export const licence: InEveryLanguage = {
  ru: (server) => ({
    title: 'Лицензионное соглашение Dealthread',
    sections: [
      [
        'О чём соглашение',
        `Dealthread («Чат сделки») — приложение для Битрикс24: чат команды внутри карточки CRM. Это соглашение действует для сервера ${server} между тем, кто его содержит, и компанией, администратор которой установил приложение.`,
        'Устанавливая приложение, администратор принимает соглашение от имени своей компании.',
      ],
      [
        'Что разрешено',
        'Сотрудники компании пользуются приложением без ограничения по числу людей, порталов и сделок, пока приложение установлено.',
        'Исходный код Dealthread открыт под лицензией MIT: его можно изучать, изменять и запускать на собственном сервере.',
      ],
      [
        'Что принадлежит компании',
        'Сообщения, файлы и всё остальное, что написали сотрудники, принадлежит компании. Содержатель сервера обрабатывает это только для работы чата.',
      ],
      [
        'Чего делать нельзя',
        'Нельзя обходить права доступа CRM, мешать работе сервера и передавать через чат то, что запрещено законом.',
      ],
      [
        'Если приложение удалено',
        'Ключи доступа к порталу удаляются сразу. Переписка хранится, чтобы повторная установка её вернула. Если при удалении отмечено «удалить настройки и данные», через 30 дней она стирается вместе со всеми данными компании. Установка раньше этого срока отменяет стирание.',
      ],
      [
        'Ответственность',
        'Программа предоставляется как есть, без гарантий, в той мере, в какой это допускает закон. Обязательства о доступности и поддержке возникают только из отдельного договора с содержателем сервера.',
      ],
    ],
  }),
  uk: (server) => ({
    title: 'Ліцензійна угода Dealthread',
    sections: [
      [
        'Про що угода',
        `Dealthread («Чат угоди») — застосунок для Бітрікс24: чат команди в картці CRM. Ця угода діє для сервера ${server} між тим, хто його утримує, і компанією, адміністратор якої встановив застосунок.`,
        'Встановлюючи застосунок, адміністратор приймає угоду від імені своєї компанії.',
      ],
      [
        'Що дозволено',
        'Співробітники компанії користуються застосунком без обмеження кількості людей, порталів і угод, доки застосунок встановлено.',
        'Вихідний код Dealthread відкритий за ліцензією MIT: його можна вивчати, змінювати й запускати на власному сервері.',
      ],
      [
        'Що належить компанії',
        'Повідомлення, файли й усе інше, що написали співробітники, належить компанії. Утримувач сервера обробляє це лише для роботи чату.',
      ],
      [
        'Чого робити не можна',
        'Не можна обходити права доступу CRM, заважати роботі сервера й передавати через чат заборонене законом.',
      ],
      [
        'Якщо застосунок видалено',
        'Ключі доступу до порталу видаляються одразу. Листування зберігається, щоб повторне встановлення його повернуло. Якщо під час видалення позначено «видалити налаштування й дані», за 30 днів воно стирається разом з усіма даними компанії. Встановлення до цього строку скасовує стирання.',
      ],
      [
        'Відповідальність',
        'Програма надається як є, без гарантій, наскільки це дозволяє закон. Зобов’язання щодо доступності й підтримки виникають лише з окремого договору з утримувачем сервера.',
      ],
    ],
  }),
  en: (server) => ({
    title: 'Dealthread licence agreement',
    sections: [
      [
        'What this is about',
        `Dealthread (“Deal chat”) is an application for Bitrix24: a team chat inside the CRM card. This agreement holds for the server ${server}, between whoever runs it and the company whose administrator has installed the application.`,
        'By installing the application the administrator accepts this agreement for his company.',
      ],
      [
        'What you may do',
        'The company’s people may use the application without a limit on people, portals or deals for as long as it is installed.',
        'The source code of Dealthread is open under the MIT licence: you may study it, change it and run it on a server of your own.',
      ],
      [
        'What is yours',
        'Messages, files and whatever else your people write belong to your company. Whoever runs the server processes them only to make the chat work.',
      ],
      [
        'What you may not do',
        'Do not get around the access rights of the CRM, disturb the server, or pass on through the chat what the law forbids.',
      ],
      [
        'When the application is removed',
        'The keys to the portal are deleted at once. The conversations are kept so that installing again brings them back. If “delete settings and data” was ticked, they are erased 30 days later together with all other data of the company. Installing before that day calls it off.',
      ],
      [
        'Liability',
        'The program is provided as it is, without warranty, as far as the law allows. Duties of availability and support arise only from a separate contract with whoever runs the server.',
      ],
    ],
  }),
}
