/** The employees of the forwarder «Вектрана Логистик», a company that does not exist. */

export interface Employee {
  id: string
  name: string
  lastName: string
  position: string
  department: string
  admin?: true
  /** Sees every deal of the funnel. */
  headOfSales?: true
  /** Dismissed before our story begins. */
  dismissed?: true
  timeZone: string
  /** From outside the company: a guest of its extranet. */
  extranet?: true
  hiredAt?: Date
}

export const portalName = 'Вектрана Логистик'

export const departments = [
  { ID: '1', NAME: 'Вектрана Логистик', SORT: 100, UF_HEAD: '1' },
  { ID: '3', NAME: 'Отдел продаж', SORT: 200, PARENT: '1', UF_HEAD: '5' },
  { ID: '4', NAME: 'Логистика и склад', SORT: 300, PARENT: '1', UF_HEAD: '11' },
  { ID: '6', NAME: 'ВЭД и таможня', SORT: 400, PARENT: '1', UF_HEAD: '9' },
  { ID: '7', NAME: 'Финансы', SORT: 500, PARENT: '1', UF_HEAD: '14' },
]

const moscow = { timeZone: 'Europe/Moscow' }
const kyiv = { timeZone: 'Europe/Kyiv' }

export const employees: Employee[] = [
  {
    id: '1',
    name: 'Анна',
    lastName: 'Воронцова',
    position: 'Администратор портала',
    department: '1',
    admin: true,
    ...moscow,
  },
  {
    id: '5',
    name: 'Марина',
    lastName: 'Белова',
    position: 'Руководитель отдела продаж',
    department: '3',
    headOfSales: true,
    ...moscow,
  },
  {
    id: '7',
    name: 'Сергей',
    lastName: 'Котов',
    position: 'Менеджер по продажам',
    department: '3',
    ...moscow,
  },
  { id: '8', name: 'Оксана', lastName: 'Ткаченко', position: 'Менеджер з продажу', department: '3', ...kyiv },
  { id: '9', name: 'Алина', lastName: 'Морозова', position: 'Специалист по ВЭД', department: '6', ...moscow },
  { id: '11', name: 'Дмитрий', lastName: 'Лунёв', position: 'Логист', department: '4', ...moscow },
  { id: '12', name: 'Игорь', lastName: 'Ким', position: 'Таможенный декларант', department: '6', ...moscow },
  { id: '14', name: 'Наталья', lastName: 'Орлова', position: 'Финансист', department: '7', ...moscow },
  { id: '16', name: 'Павел', lastName: 'Гущин', position: 'Кладовщик', department: '4', ...moscow },
  {
    id: '18',
    name: 'James',
    lastName: 'Porter',
    position: 'Key Account Manager',
    department: '3',
    timeZone: 'Europe/London',
  },
  { id: '21', name: 'Богдан', lastName: 'Шевчук', position: 'Логіст', department: '4', ...kyiv },
  {
    id: '25',
    name: 'Фёдор',
    lastName: 'Седов',
    position: 'Менеджер по продажам',
    department: '3',
    dismissed: true,
    ...moscow,
  },
]
