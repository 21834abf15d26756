/** Leads, quotes, invoices and shipments of the forwarder. */
import { INVOICE, LEAD, QUOTE, SHIPMENT } from './kinds.ts'
import type { Trace } from './trace.ts'

export interface Other extends Trace {
  kind: number
  id: number
  title: string
  amount: number
  currency: string
  stage: string
  responsible: string
  observers: string[]
  company?: number
  contact?: number
  /** The deal it belongs to. */
  deal?: number
  /** Of a lead: who asks. */
  name?: string
  lastName?: string
  phone?: string
  email?: string
  comments: string
  /** Days before today. */
  begun: number
  moved: number
}

export const others: Other[] = [
  {
    kind: LEAD,
    id: 301,
    title: 'Перевозка кофейных автоматов из Милана',
    amount: 320_000,
    currency: 'RUB',
    stage: 'IN_PROCESS',
    responsible: '7',
    observers: ['9'],
    name: 'Ольга',
    lastName: 'Тихонова',
    phone: '+7 900 000-30-01',
    email: 'lead301@client.example',
    comments: 'Четыре паллеты, забор до конца месяца. Просит перезвонить после 15:00.',
    begun: 2,
    moved: 1,
  },
  {
    kind: LEAD,
    id: 302,
    title: 'Склад у Києві на осінь',
    amount: 90_000,
    currency: 'UAH',
    stage: 'NEW',
    responsible: '8',
    observers: [],
    name: 'Андрій',
    lastName: 'Савчук',
    phone: '+380 50 000 30 02',
    email: 'lead302@client.example',
    comments: 'Двісті палетомісць, температура від +5 °C.',
    begun: 1,
    moved: 1,
  },
  {
    kind: QUOTE,
    id: 401,
    title: 'Предложение: упаковочная линия, доставка и монтаж',
    amount: 1_840_000,
    currency: 'RUB',
    stage: 'SENT',
    responsible: '7',
    observers: [],
    company: 31,
    contact: 61,
    deal: 1204,
    comments: 'Действует до конца месяца.',
    begun: 9,
    moved: 6,
  },
  {
    kind: INVOICE,
    id: 501,
    title: 'Счёт 501: предоплата 50 %',
    amount: 920_000,
    currency: 'RUB',
    stage: 'DT31_1:S',
    responsible: '14',
    observers: [],
    company: 31,
    contact: 61,
    deal: 1204,
    comments: '',
    begun: 3,
    moved: 3,
  },
  {
    kind: INVOICE,
    id: 502,
    title: 'Счёт 502: хранение, октябрь',
    amount: 196_800,
    currency: 'RUB',
    stage: 'DT31_1:P',
    responsible: '14',
    observers: [],
    company: 31,
    contact: 61,
    deal: 1211,
    comments: '',
    begun: 12,
    moved: 4,
  },
  {
    kind: SHIPMENT,
    id: 601,
    title: 'Рейс Химки — Шереметьево, 22 т',
    amount: 48_000,
    currency: 'RUB',
    stage: 'DT183_5:PREPARATION',
    responsible: '11',
    observers: ['16'],
    company: 31,
    deal: 1204,
    comments: 'Окно на складе с 9:00 до 11:00.',
    begun: 2,
    moved: 1,
  },
]
