/** Tasks, calls, notes and posts: what lies under a record. */
import {
  choice,
  computed,
  lookup,
  memo,
  number,
  object,
  polymorphic,
  statuses,
  text,
  time,
  yesno,
} from './column.ts'
import { table } from './table.ts'

const records = ['opportunity', 'lead', 'account', 'contact', 'incident', 'quote', 'salesorder', 'invoice']

/** Lookups to any of the records, with navigation properties named by `name`. */
function toRecords(name: (record: string) => string) {
  return polymorphic(Object.fromEntries(records.map((record) => [record, name(record)])))
}

const activity = {
  subject: text(200),
  description: memo,
  activitytypecode: computed(text(64)),
  scheduledstart: time,
  scheduledend: time,
  actualend: time,
  prioritycode: choice(
    [0, 'Low', 'Низкий', 'Низький'],
    [1, 'Normal', 'Обычный', 'Звичайний'],
    [2, 'High', 'Высокий', 'Високий'],
  ),
}

const activityStates = choice(
  [0, 'Open', 'Открыта', 'Відкрите'],
  [1, 'Completed', 'Завершена', 'Завершене'],
  [2, 'Canceled', 'Отменена', 'Скасоване'],
)

export const task = table(
  { name: 'task', set: 'tasks', code: 4212, key: 'activityid', title: 'subject', label: 'Task' },
  {
    ...activity,
    percentcomplete: number,
    statecode: activityStates,
    statuscode: statuses({
      0: [
        [2, 'Not Started', 'Не начата', 'Не розпочате'],
        [3, 'In Progress', 'Выполняется', 'Виконується'],
        [4, 'Waiting on someone else', 'Ожидает другого', 'Очікує іншого'],
        [7, 'Deferred', 'Отложена', 'Відкладене'],
      ],
      1: [[5, 'Completed', 'Завершена', 'Завершене']],
      2: [[6, 'Canceled', 'Отменена', 'Скасоване']],
    }),
    regardingobjectid: toRecords((record) => `regardingobjectid_${record}_task`),
  },
  { tracked: true, activity: true, under: 'regardingobjectid' },
)

export const phonecall = table(
  {
    name: 'phonecall',
    set: 'phonecalls',
    code: 4210,
    key: 'activityid',
    title: 'subject',
    label: 'Phone Call',
  },
  {
    ...activity,
    phonenumber: text(200),
    directioncode: yesno('Incoming', 'Outgoing'),
    actualdurationminutes: number,
    phonecall_activity_parties: { ...object, secret: true },
    statecode: activityStates,
    statuscode: statuses({
      0: [[1, 'Open']],
      1: [
        [2, 'Made'],
        [4, 'Received'],
      ],
      2: [[3, 'Canceled']],
    }),
    regardingobjectid: toRecords((record) => `regardingobjectid_${record}_phonecall`),
  },
  { activity: true, under: 'regardingobjectid' },
)

/** All activities in one list; only read. */
export const activitypointer = table(
  {
    name: 'activitypointer',
    set: 'activitypointers',
    code: 4200,
    key: 'activityid',
    title: 'subject',
    label: 'Activity',
  },
  {
    ...activity,
    statecode: activityStates,
    statuscode: statuses({ 0: [[1, 'Open']], 1: [[2, 'Completed']], 2: [[3, 'Canceled']] }),
    regardingobjectid: toRecords((record) => `regardingobjectid_${record}`),
  },
  { under: 'regardingobjectid' },
)

export const annotation = table(
  { name: 'annotation', set: 'annotations', code: 5, title: 'subject', label: 'Note' },
  {
    subject: text(500),
    notetext: text(100_000),
    filename: text(255),
    mimetype: text(256),
    documentbody: text(1_073_741_823),
    isdocument: yesno(),
    filesize: computed(number),
    objecttypecode: computed(text(64)),
    objectid: polymorphic(
      Object.fromEntries([...records, 'task'].map((record) => [record, `objectid_${record}`])),
    ),
  },
  { under: 'objectid' },
)

export const post = table(
  { name: 'post', set: 'posts', code: 8000, title: 'text', label: 'Post' },
  {
    text: text(2000),
    largetext: memo,
    source: choice([1, 'Auto Post'], [2, 'Manual Post'], [3, 'ActionHub Post']),
    type: choice([7, 'Status']),
    regardingobjectid: toRecords((record) => `regardingobjectid_${record}`),
  },
  { ownership: 'parent', under: 'regardingobjectid', unchangeable: true },
)

/** The bell of model-driven apps; known from memory only. */
export const appnotification = table(
  { name: 'appnotification', set: 'appnotifications', code: 9999, title: 'title', label: 'Notification' },
  {
    title: text(),
    body: memo,
    icontype: choice([100000000, 'Info']),
    toasttype: choice([200000000, 'Timed'], [200000001, 'Hidden']),
    data: memo,
  },
)

export const uom = table(
  { name: 'uom', set: 'uoms', code: 1055, title: 'name', label: 'Unit' },
  { name: text(), baseuom: lookup('uom', 'baseuom') },
  { ownership: 'organization' },
)
