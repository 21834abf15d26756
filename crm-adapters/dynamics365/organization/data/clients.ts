/** Clients of the forwarder; none of them exists. */

export interface Account {
  number: number
  name: string
  city: string
  owner: number
}

export interface Contact {
  number: number
  firstName: string
  lastName: string
  title: string
  account: number
  phone: string
  owner: number
}

export const accounts: Account[] = [
  { number: 31, name: 'ООО «Ромашка»', city: 'Химки', owner: 7 },
  { number: 32, name: 'ТОВ «Калина Трейд»', city: 'Київ', owner: 8 },
  { number: 33, name: 'Brightwater Foods Ltd', city: 'Bristol', owner: 18 },
  { number: 34, name: 'АО «Станкоимпорт-Юг»', city: 'Краснодар', owner: 7 },
  { number: 35, name: 'ТОВ «Дніпрові меблі»', city: 'Дніпро', owner: 8 },
  { number: 36, name: 'ИП Гаврилова Е. С.', city: 'Казань', owner: 7 },
  { number: 37, name: 'Northfield Instruments GmbH', city: 'Hamburg', owner: 18 },
  { number: 38, name: 'ООО «Тёплый дом»', city: 'Тверь', owner: 7 },
]

export const contacts: Contact[] = [
  contact(61, 'Анна', 'Коваль', 'Руководитель закупок', 31, '+7 900 000-10-61', 7),
  contact(62, 'Олена', 'Гриценко', 'Директорка з логістики', 32, '+380 50 000 10 62', 8),
  contact(63, 'Emma', 'Whitfield', 'Supply Chain Lead', 33, '+44 20 7946 0063', 18),
  contact(64, 'Роман', 'Дёмин', 'Начальник ОМТС', 34, '+7 900 000-10-64', 7),
  contact(65, 'Тарас', 'Лисенко', 'Комерційний директор', 35, '+380 50 000 10 65', 8),
  contact(66, 'Елена', 'Гаврилова', 'Предприниматель', 36, '+7 900 000-10-66', 7),
  contact(67, 'Lukas', 'Brandt', 'Head of Procurement', 37, '+49 40 0000 1067', 18),
  contact(68, 'Виктор', 'Ильин', 'Директор по закупкам', 38, '+7 900 000-10-68', 7),
]

function contact(
  number: number,
  firstName: string,
  lastName: string,
  title: string,
  account: number,
  phone: string,
  owner: number,
): Contact {
  return { number, firstName, lastName, title, account, phone, owner }
}
