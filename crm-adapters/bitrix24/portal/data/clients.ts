/** Clients of the forwarder; none of them exists. */
import type { Trace } from './trace.ts'

export interface Company extends Trace {
  id: number
  title: string
  city: string
  /** Absent: whoever may read one of its deals may read it. */
  responsible?: string
}

export interface Contact extends Trace {
  id: number
  name: string
  lastName: string
  post: string
  companyId: number
  email: string
  phone: string
  responsible?: string
}

export const companies: Company[] = [
  { id: 31, title: 'ООО «Ромашка»', city: 'Химки' },
  { id: 32, title: 'ТОВ «Калина Трейд»', city: 'Київ' },
  { id: 33, title: 'Brightwater Foods Ltd', city: 'Bristol' },
  { id: 34, title: 'АО «Станкоимпорт-Юг»', city: 'Краснодар' },
  { id: 35, title: 'ТОВ «Дніпрові меблі»', city: 'Дніпро' },
  { id: 36, title: 'ИП Гаврилова Е. С.', city: 'Казань' },
  { id: 37, title: 'Northfield Instruments GmbH', city: 'Hamburg' },
  { id: 38, title: 'ООО «Тёплый дом»', city: 'Тверь' },
]

export const contacts: Contact[] = [
  contact(61, 'Анна', 'Коваль', 'Руководитель закупок', 31, '+7 900 000-10-61'),
  contact(62, 'Олена', 'Гриценко', 'Директорка з логістики', 32, '+380 50 000 10 62'),
  contact(63, 'Emma', 'Whitfield', 'Supply Chain Lead', 33, '+44 20 7946 0063'),
  contact(64, 'Роман', 'Дёмин', 'Начальник ОМТС', 34, '+7 900 000-10-64'),
  contact(65, 'Тарас', 'Лисенко', 'Комерційний директор', 35, '+380 50 000 10 65'),
  contact(66, 'Елена', 'Гаврилова', 'Предприниматель', 36, '+7 900 000-10-66'),
  contact(67, 'Lukas', 'Brandt', 'Head of Procurement', 37, '+49 40 0000 1067'),
  contact(68, 'Виктор', 'Ильин', 'Директор по закупкам', 38, '+7 900 000-10-68'),
]

function contact(
  id: number,
  name: string,
  lastName: string,
  post: string,
  companyId: number,
  phone: string,
): Contact {
  return { id, name, lastName, post, companyId, email: `contact${id}@client.example`, phone }
}
