/** Accounts, contacts and cases: whom the company works with, and what they have asked. */
import { choice, guid, lookup, memo, polymorphic, statuses, text, yesno } from './column.ts'
import { table } from './table.ts'

const activeOrNot = {
  statecode: choice([0, 'Active', 'Активный', 'Активний'], [1, 'Inactive', 'Неактивный', 'Неактивний']),
  statuscode: statuses({
    0: [[1, 'Active', 'Активный', 'Активний']],
    1: [[2, 'Inactive', 'Неактивный', 'Неактивний']],
  }),
}

const reached = {
  emailaddress1: text(),
  emailaddress2: text(),
  emailaddress3: text(),
  telephone1: text(50),
  donotemail: yesno('Allow', 'Do Not Allow'),
  donotphone: yesno('Allow', 'Do Not Allow'),
  donotbulkemail: yesno('Allow', 'Do Not Allow'),
  address1_city: text(80),
  preferredcontactmethodcode: choice([1, 'Any'], [2, 'Email'], [3, 'Phone']),
  merged: yesno(),
}

export const account = table(
  { name: 'account', set: 'accounts', code: 1, title: 'name', label: 'Account' },
  {
    name: text(160),
    accountnumber: text(20),
    websiteurl: text(200),
    description: memo,
    primarycontactid: lookup('contact', 'primarycontactid'),
    parentaccountid: lookup('account', 'parentaccountid'),
    masterid: lookup('account', 'masterid'),
    transactioncurrencyid: lookup('transactioncurrency', 'transactioncurrencyid'),
    ...reached,
    ...activeOrNot,
  },
  { tracked: true, duplicates: ['name'] },
)

export const contact = table(
  { name: 'contact', set: 'contacts', code: 2, title: 'fullname', label: 'Contact' },
  {
    fullname: { ...text(160), computed: true },
    firstname: text(50),
    lastname: text(50),
    jobtitle: text(),
    mobilephone: text(50),
    description: memo,
    parentcustomerid: polymorphic({
      account: 'parentcustomerid_account',
      contact: 'parentcustomerid_contact',
    }),
    masterid: lookup('contact', 'masterid'),
    ...reached,
    ...activeOrNot,
  },
  { tracked: true, duplicates: ['emailaddress1'] },
)

export const incident = table(
  { name: 'incident', set: 'incidents', code: 112, title: 'title', label: 'Case' },
  {
    title: text(200),
    ticketnumber: text(),
    description: memo,
    prioritycode: choice(
      [1, 'High', 'Высокий', 'Високий'],
      [2, 'Normal', 'Обычный', 'Звичайний'],
      [3, 'Low', 'Низкий', 'Низький'],
    ),
    caseorigincode: choice([1, 'Phone'], [2, 'Email'], [3, 'Web']),
    statecode: choice(
      [0, 'Active', 'Активно', 'Активне'],
      [1, 'Resolved', 'Решено', 'Вирішене'],
      [2, 'Canceled', 'Отменено', 'Скасоване'],
    ),
    statuscode: statuses({
      0: [
        [1, 'In Progress', 'Выполняется', 'Виконується'],
        [2, 'On Hold', 'Приостановлено', 'Призупинене'],
        [3, 'Waiting for Details', 'Ожидание сведений', 'Очікування відомостей'],
        [4, 'Researching', 'Изучение', 'Вивчення'],
      ],
      1: [
        [5, 'Problem Solved', 'Проблема решена', 'Проблему вирішено'],
        [1000, 'Information Provided', 'Сведения даны', 'Відомості надано'],
      ],
      2: [
        [6, 'Canceled', 'Отменено', 'Скасоване'],
        [2000, 'Merged', 'Объединено', 'Об’єднане'],
      ],
    }),
    customerid: polymorphic({ account: 'customerid_account', contact: 'customerid_contact' }),
    primarycontactid: lookup('contact', 'primarycontactid'),
    slainvokedid: guid,
    masterid: lookup('incident', 'masterid'),
    merged: yesno(),
  },
  { tracked: true },
)
