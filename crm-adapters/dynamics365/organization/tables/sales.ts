/** Opportunities, leads, and the papers that follow: columns and choices of Dynamics 365 Sales. */
import {
  choice,
  day,
  guid,
  lookup,
  memo,
  money,
  number,
  polymorphic,
  statuses,
  text,
  yesno,
} from './column.ts'
import { table } from './table.ts'

const customer = polymorphic({ account: 'customerid_account', contact: 'customerid_contact' })
const currency = { transactioncurrencyid: lookup('transactioncurrency', 'transactioncurrencyid') }
const deal = { opportunityid: lookup('opportunity', 'opportunityid') }

export const opportunity = table(
  { name: 'opportunity', set: 'opportunities', code: 3, title: 'name', label: 'Opportunity' },
  {
    name: text(300),
    description: memo,
    estimatedvalue: money,
    actualvalue: money,
    budgetamount: {
      ...money,
      secured: true,
      label: { 1033: 'Budget Amount', 1049: 'Сумма бюджета', 1058: 'Сума бюджету' },
    },
    // The company's own, under the prefix an organization gives what its people make.
    new_margin: { ...money, label: { 1033: 'Margin', 1049: 'Маржа', 1058: 'Маржа' } },
    estimatedclosedate: day,
    actualclosedate: day,
    closeprobability: number,
    statecode: choice(
      [0, 'Open', 'Открыта', 'Відкрита'],
      [1, 'Won', 'Реализована', 'Виграна'],
      [2, 'Lost', 'Упущена', 'Втрачена'],
    ),
    statuscode: statuses({
      0: [
        [1, 'In Progress', 'Выполняется', 'Виконується'],
        [2, 'On Hold', 'Приостановлена', 'Призупинена'],
      ],
      1: [[3, 'Won', 'Реализована', 'Виграна']],
      2: [
        [4, 'Canceled', 'Отменена', 'Скасована'],
        [5, 'Out-Sold', 'Выиграна конкурентом', 'Програна конкуренту'],
      ],
    }),
    salesstage: choice(
      [0, 'Qualify', 'Квалификация', 'Кваліфікація'],
      [1, 'Develop', 'Проработка', 'Опрацювання'],
      [2, 'Propose', 'Предложение', 'Пропозиція'],
      [3, 'Close', 'Закрытие', 'Закриття'],
    ),
    opportunityratingcode: choice([1, 'Hot'], [2, 'Warm'], [3, 'Cold']),
    customerid: customer,
    parentaccountid: lookup('account', 'parentaccountid'),
    parentcontactid: lookup('contact', 'parentcontactid'),
    originatingleadid: lookup('lead', 'originatingleadid'),
    // The business process flow: not in the table reference our facts quote, known from memory.
    processid: guid,
    stageid: guid,
    ...currency,
  },
  { tracked: true },
)

export const lead = table(
  { name: 'lead', set: 'leads', code: 4, title: 'fullname', label: 'Lead' },
  {
    subject: text(300),
    fullname: { ...text(160), computed: true },
    firstname: text(50),
    lastname: text(50),
    companyname: text(),
    emailaddress1: text(),
    telephone1: text(50),
    mobilephone: text(20),
    description: memo,
    budgetamount: money,
    statecode: choice(
      [0, 'Open', 'Открыт', 'Відкритий'],
      [1, 'Qualified', 'Квалифицирован', 'Кваліфікований'],
      [2, 'Disqualified', 'Дисквалифицирован', 'Дискваліфікований'],
    ),
    statuscode: statuses({
      0: [
        [1, 'New', 'Новый', 'Новий'],
        [2, 'Contacted', 'Контакт установлен', 'Контакт встановлено'],
      ],
      1: [[3, 'Qualified', 'Квалифицирован', 'Кваліфікований']],
      2: [
        [4, 'Lost', 'Потерян', 'Втрачений'],
        [5, 'Cannot Contact', 'Нет связи', 'Немає зв’язку'],
        [6, 'No Longer Interested', 'Не интересуется', 'Не зацікавлений'],
        [7, 'Canceled', 'Отменён', 'Скасований'],
      ],
    }),
    customerid: customer,
    parentaccountid: lookup('account', 'parentaccountid'),
    parentcontactid: lookup('contact', 'parentcontactid'),
    qualifyingopportunityid: lookup('opportunity', 'qualifyingopportunityid'),
    masterid: lookup('lead', 'masterid'),
    merged: yesno(),
    ...currency,
  },
  { tracked: true, duplicates: ['emailaddress1'] },
)

export const opportunityproduct = table(
  {
    name: 'opportunityproduct',
    set: 'opportunityproducts',
    code: 1083,
    title: 'opportunityproductname',
    label: 'Opportunity Product',
  },
  {
    opportunityproductname: text(500),
    productdescription: text(500),
    isproductoverridden: yesno('Existing', 'Write In'),
    quantity: number,
    priceperunit: money,
    extendedamount: money,
    uomid: lookup('uom', 'uomid'),
    ...deal,
    ...currency,
  },
  { ownership: 'parent', under: 'opportunityid' },
)

export const quote = table(
  { name: 'quote', set: 'quotes', code: 1084, title: 'name', label: 'Quote' },
  {
    name: text(300),
    quotenumber: text(),
    totalamount: money,
    statecode: choice(
      [0, 'Draft', 'Черновик', 'Чернетка'],
      [1, 'Active', 'Активно', 'Активна'],
      [2, 'Won', 'Принято', 'Прийнята'],
      [3, 'Closed', 'Закрыто', 'Закрита'],
    ),
    statuscode: statuses({
      0: [[1, 'In Progress', 'Готовится', 'Готується']],
      1: [
        [2, 'In Progress', 'Отправлено', 'Надіслано'],
        [3, 'Open', 'Открыто', 'Відкрита'],
      ],
      2: [[4, 'Won', 'Принято', 'Прийнята']],
      3: [
        [5, 'Lost', 'Отклонено', 'Відхилена'],
        [6, 'Canceled', 'Отменено', 'Скасована'],
        [7, 'Revised', 'Пересмотрено', 'Переглянута'],
      ],
    }),
    customerid: customer,
    ...deal,
    ...currency,
  },
)

export const salesorder = table(
  { name: 'salesorder', set: 'salesorders', code: 1088, title: 'name', label: 'Order' },
  {
    name: text(300),
    ordernumber: text(),
    totalamount: money,
    statecode: choice(
      [0, 'Active', 'Активен', 'Активне'],
      [1, 'Submitted', 'Отправлен', 'Надіслане'],
      [2, 'Canceled', 'Отменён', 'Скасоване'],
      [3, 'Fulfilled', 'Выполнен', 'Виконане'],
      [4, 'Invoiced', 'Выставлен счёт', 'Виставлено рахунок'],
    ),
    statuscode: statuses({
      0: [
        [1, 'New'],
        [2, 'Pending'],
      ],
      1: [[3, 'In Progress']],
      2: [[4, 'No Money']],
      3: [
        [100001, 'Complete'],
        [100002, 'Partial'],
      ],
      4: [[100003, 'Invoiced']],
    }),
    customerid: customer,
    ...deal,
    ...currency,
  },
)

export const invoice = table(
  { name: 'invoice', set: 'invoices', code: 1090, title: 'name', label: 'Invoice' },
  {
    name: text(300),
    invoicenumber: text(),
    totalamount: money,
    duedate: day,
    statecode: choice(
      [0, 'Active', 'Активен', 'Активний'],
      [1, 'Closed (deprecated)', 'Закрыт', 'Закритий'],
      [2, 'Paid', 'Оплачен', 'Сплачений'],
      [3, 'Canceled', 'Отменён', 'Скасований'],
    ),
    statuscode: statuses({
      0: [
        [1, 'New', 'Новый', 'Новий'],
        [2, 'Partially Shipped'],
        [4, 'Billed', 'Выставлен', 'Виставлений'],
      ],
      1: [[3, 'Canceled (deprecated)']],
      2: [
        [100001, 'Complete', 'Оплачен полностью', 'Сплачений повністю'],
        [100002, 'Partial', 'Оплачен частично', 'Сплачений частково'],
      ],
      3: [[100003, 'Canceled', 'Отменён', 'Скасований']],
    }),
    customerid: customer,
    ...deal,
    ...currency,
  },
)

export const opportunityclose = table(
  {
    name: 'opportunityclose',
    set: 'opportunitycloses',
    code: 3001,
    key: 'activityid',
    title: 'subject',
    label: 'Opportunity Close',
  },
  {
    subject: text(200),
    description: memo,
    actualrevenue: money,
    actualend: day,
    statecode: choice([0, 'Open'], [1, 'Completed'], [2, 'Canceled']),
    statuscode: statuses({ 0: [[1, 'Open']], 1: [[2, 'Completed']], 2: [[3, 'Canceled']] }),
    ...deal,
  },
  { under: 'opportunityid' },
)
