/** Leads, cases, products and papers of the forwarder. */
import type { Currency } from './deals.ts'

export interface Lead {
  number: number
  subject: string
  firstName: string
  lastName: string
  phone: string
  amount: number
  currency: Currency
  status: number
  owner: number
  shared: number[]
  description: string
  /** Days before today. */
  begun: number
}

export const leads: Lead[] = [
  {
    number: 301,
    subject: 'Перевозка кофейных автоматов из Милана',
    firstName: 'Ольга',
    lastName: 'Тихонова',
    phone: '+7 900 000-30-01',
    amount: 320_000,
    currency: 'RUB',
    status: 2,
    owner: 7,
    shared: [9],
    description: 'Четыре паллеты, забор до конца месяца. Просит перезвонить после 15:00.',
    begun: 2,
  },
  {
    number: 302,
    subject: 'Склад у Києві на осінь',
    firstName: 'Андрій',
    lastName: 'Савчук',
    phone: '+380 50 000 30 02',
    amount: 90_000,
    currency: 'UAH',
    status: 1,
    owner: 8,
    shared: [],
    description: 'Двісті палетомісць, температура від +5 °C.',
    begun: 1,
  },
]

export interface Paper {
  table: 'quote' | 'salesorder' | 'invoice'
  number: number
  /** As people quote it. */
  code: string
  name: string
  amount: number
  currency: Currency
  deal: number
  account: number
  owner: number
  state: number
  status: number
  begun: number
}

export const papers: Paper[] = [
  {
    table: 'quote',
    number: 401,
    code: 'QUO-00401-K7',
    name: 'Предложение: упаковочная линия, доставка и монтаж',
    amount: 1_840_000,
    currency: 'RUB',
    deal: 1204,
    account: 31,
    owner: 7,
    state: 1,
    status: 2,
    begun: 9,
  },
  {
    table: 'salesorder',
    number: 601,
    code: 'ORD-00601-M2',
    name: 'Рейс Химки — Шереметьево, 22 т',
    amount: 48_000,
    currency: 'RUB',
    deal: 1204,
    account: 31,
    owner: 11,
    state: 0,
    status: 2,
    begun: 2,
  },
  {
    table: 'invoice',
    number: 501,
    code: 'INV-00501-A4',
    name: 'Счёт 501: предоплата 50 %',
    amount: 920_000,
    currency: 'RUB',
    deal: 1204,
    account: 31,
    owner: 14,
    state: 0,
    status: 4,
    begun: 3,
  },
  {
    table: 'invoice',
    number: 502,
    code: 'INV-00502-A9',
    name: 'Счёт 502: хранение, октябрь',
    amount: 196_800,
    currency: 'RUB',
    deal: 1211,
    account: 31,
    owner: 14,
    state: 2,
    status: 100001,
    begun: 12,
  },
]

export interface Product {
  number: number
  deal: number
  name: string
  price: number
  quantity: number
  unit: number
  currency: Currency
}

export const unitsOfMeasure = [
  { number: 1, name: 'шт' },
  { number: 2, name: 'день' },
]

export const products: Product[] = [
  product(801, 1204, 'Доставка упаковочной линии, 22 т', 1_240_000, 1, 1, 'RUB'),
  product(802, 1204, 'Страхование груза', 60_000, 1, 1, 'RUB'),
  product(803, 1204, 'Монтаж, бригада на день', 90_000, 6, 2, 'RUB'),
  product(804, 1205, 'Сборный груз Ганновер — Краснодар', 64_900, 1, 1, 'EUR'),
  product(805, 1207, 'Контейнер 40 футов Нинбо — Москва', 45_600, 20, 1, 'USD'),
]

export interface Case {
  number: number
  title: string
  code: string
  account: number
  contact: number
  /** A case may belong to a business unit's team. */
  owner: { person: number } | { unit: number }
  priority: 1 | 2 | 3
  description: string
  begun: number
}

export const cases: Case[] = [
  {
    number: 701,
    title: 'Помята упаковка двух мест',
    code: 'CAS-00701-P3T8Q1',
    account: 31,
    contact: 61,
    owner: { unit: 4 },
    priority: 1,
    description: 'Клиент прислал снимки с выгрузки, ждёт решения по замене плёнки.',
    begun: 3,
  },
  {
    number: 702,
    title: 'Seal number differs from the CMR',
    code: 'CAS-00702-H6W2N9',
    account: 33,
    contact: 63,
    owner: { person: 18 },
    priority: 2,
    description: 'One digit swapped; the carrier has been asked for a photo of the seal.',
    begun: 5,
  },
]

function product(
  number: number,
  deal: number,
  name: string,
  price: number,
  quantity: number,
  unit: number,
  currency: Currency,
): Product {
  return { number, deal, name, price, quantity, unit, currency }
}
