/** What files are called in deals with imports, and what those need, until a company says otherwise. */
import type { DocumentKind, FileClassSet, Filing, Kit } from '../shown.ts'

const classes: FileClassSet[] = [
  { id: 'cost', title: { ru: 'Себестоимость', uk: 'Собівартість', en: 'Cost price' }, closedTo: [] },
  { id: 'margin', title: { ru: 'Маржа', uk: 'Маржа', en: 'Margin' }, closedTo: [] },
  {
    id: 'personal',
    title: { ru: 'Персональные данные', uk: 'Персональні дані', en: 'Personal data' },
    closedTo: [],
  },
  {
    id: 'internal',
    title: { ru: 'Только для своих', uk: 'Тільки для своїх', en: 'Internal only' },
    closedTo: [],
  },
]

const kinds: DocumentKind[] = [
  kind('contract', 'Договор', 'Договір', 'Contract'),
  kind('specification', 'Спецификация', 'Специфікація', 'Specification'),
  kind('invoice', 'Инвойс', 'Інвойс', 'Invoice'),
  kind('bill', 'Счёт на оплату', 'Рахунок на оплату', 'Payment request'),
  kind('packing_list', 'Упаковочный лист', 'Пакувальний лист', 'Packing list'),
  kind('cmr', 'CMR', 'CMR', 'CMR'),
  kind('bill_of_lading', 'Коносамент', 'Коносамент', 'Bill of lading'),
  kind('declaration', 'Таможенная декларация', 'Митна декларація', 'Customs declaration'),
  kind('certificate', 'Сертификат', 'Сертифікат', 'Certificate'),
  kind('act', 'Акт', 'Акт', 'Acceptance report'),
  kind('price_calculation', 'Расчёт цены', 'Розрахунок ціни', 'Price calculation', 'cost'),
  kind(
    'identity',
    'Документ, удостоверяющий личность',
    'Документ, що посвідчує особу',
    'Identity document',
    'personal',
  ),
]

const kits: Kit[] = [
  {
    id: 'delivery',
    title: { ru: 'Документы на поставку', uk: 'Документи на поставку', en: 'Delivery documents' },
    funnels: [],
    items: [
      { kind: 'contract', hours: 16 },
      { kind: 'specification', hours: 8 },
      { kind: 'invoice', hours: 8 },
      { kind: 'packing_list', hours: 8 },
      { kind: 'cmr', hours: 8 },
      { kind: 'certificate', hours: 24 },
      { kind: 'declaration', hours: 16 },
    ],
  },
]

export const filingAsItComes: Filing = { kinds, classes, kits }

function kind(id: string, ru: string, uk: string, en: string, ofClass: string | null = null): DocumentKind {
  return { id, title: { ru, uk, en }, class: ofClass }
}
