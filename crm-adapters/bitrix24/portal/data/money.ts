/** What is sold in a deal, and what has been paid of it. */

export interface ProductRow {
  id: number
  deal: number
  name: string
  price: number
  quantity: number
  measure: string
}

export interface Payment {
  id: number
  deal: number
  number: string
  sum: number
  /** Days before today; absent while it is awaited. */
  paid?: number
}

export const productRows: ProductRow[] = [
  {
    id: 801,
    deal: 1204,
    name: 'Доставка упаковочной линии, 22 т',
    price: 1_240_000,
    quantity: 1,
    measure: 'шт',
  },
  { id: 802, deal: 1204, name: 'Страхование груза', price: 60_000, quantity: 1, measure: 'шт' },
  { id: 803, deal: 1204, name: 'Монтаж, бригада на день', price: 90_000, quantity: 6, measure: 'день' },
  {
    id: 804,
    deal: 1205,
    name: 'Сборный груз Ганновер — Краснодар',
    price: 64_900,
    quantity: 1,
    measure: 'шт',
  },
  {
    id: 805,
    deal: 1207,
    name: 'Контейнер 40 футов Нинбо — Москва',
    price: 45_600,
    quantity: 20,
    measure: 'шт',
  },
]

export const payments: Payment[] = [
  { id: 901, deal: 1204, number: '1204/1', sum: 920_000, paid: 2 },
  { id: 902, deal: 1204, number: '1204/2', sum: 920_000 },
  { id: 903, deal: 1211, number: '1211/1', sum: 196_800, paid: 4 },
]
