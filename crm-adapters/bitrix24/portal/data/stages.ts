/** The funnels of the forwarder. The first one's stages have bare codes, another's are prefixed with its number. */
import { INVOICE, LEAD, QUOTE, SHIPMENT } from './kinds.ts'

export interface Stage {
  code: string
  name: string
  color: string
  /** Absent while the deal goes on, as the portal itself leaves it. */
  semantics?: 'S' | 'F'
}

export interface Funnel {
  id: number
  name: string
  /** `ENTITY_ID` of its stages in `crm.status.list`. */
  entity: string
  stages: Stage[]
}

/** Stages of what is not a deal. */
export const furtherStages: (Pick<Funnel, 'entity' | 'stages'> & { kind: number })[] = [
  {
    kind: LEAD,
    entity: 'STATUS',
    stages: [
      { code: 'NEW', name: 'Новый', color: '#39a8ef' },
      { code: 'IN_PROCESS', name: 'В работе', color: '#2fc6f6' },
      { code: 'CONVERTED', name: 'Качественный лид', color: '#7bd500', semantics: 'S' },
      { code: 'JUNK', name: 'Некачественный лид', color: '#a8adb4', semantics: 'F' },
    ],
  },
  {
    kind: QUOTE,
    entity: 'QUOTE_STATUS',
    stages: [
      { code: 'DRAFT', name: 'Новое', color: '#39a8ef' },
      { code: 'SENT', name: 'Отправлено клиенту', color: '#2fc6f6' },
      { code: 'APPROVED', name: 'Принято', color: '#7bd500', semantics: 'S' },
      { code: 'DECLAINED', name: 'Отклонено', color: '#a8adb4', semantics: 'F' },
    ],
  },
  {
    kind: INVOICE,
    entity: 'SMART_INVOICE_STAGE_1',
    stages: [
      { code: 'DT31_1:N', name: 'Новый', color: '#39a8ef' },
      { code: 'DT31_1:S', name: 'Отправлен', color: '#2fc6f6' },
      { code: 'DT31_1:P', name: 'Оплачен', color: '#7bd500', semantics: 'S' },
      { code: 'DT31_1:D', name: 'Не оплачен', color: '#a8adb4', semantics: 'F' },
    ],
  },
  {
    kind: SHIPMENT,
    entity: 'DYNAMIC_183_STAGE_5',
    stages: [
      { code: 'DT183_5:NEW', name: 'Заказан', color: '#39a8ef' },
      { code: 'DT183_5:PREPARATION', name: 'На погрузке', color: '#ffa900' },
      { code: 'DT183_5:SUCCESS', name: 'Доставлен', color: '#7bd500', semantics: 'S' },
      { code: 'DT183_5:FAIL', name: 'Отменён', color: '#a8adb4', semantics: 'F' },
    ],
  },
]

export const funnels: Funnel[] = [
  {
    id: 0,
    name: 'Экспедирование',
    entity: 'DEAL_STAGE',
    stages: [
      { code: 'NEW', name: 'Заявка', color: '#39a8ef' },
      { code: 'PREPARATION', name: 'Расчёт ставки', color: '#2fc6f6' },
      { code: 'PREPAYMENT_INVOICE', name: 'Договор', color: '#55d0e0' },
      { code: 'EXECUTING', name: 'Перевозка', color: '#47e4c2' },
      { code: 'UC_CUSTOMS', name: 'Таможня', color: '#ffa900' },
      { code: 'FINAL_INVOICE', name: 'Закрытие', color: '#ff5752' },
      { code: 'WON', name: 'Сделка успешна', color: '#7bd500', semantics: 'S' },
      { code: 'LOSE', name: 'Сделка провалена', color: '#a8adb4', semantics: 'F' },
    ],
  },
  {
    id: 3,
    name: 'Таможенное оформление',
    entity: 'DEAL_STAGE_3',
    stages: [
      { code: 'C3:NEW', name: 'Документы', color: '#39a8ef' },
      { code: 'C3:PREPARATION', name: 'Классификация', color: '#2fc6f6' },
      { code: 'C3:EXECUTING', name: 'Декларация подана', color: '#ffa900' },
      { code: 'C3:WON', name: 'Выпуск', color: '#7bd500', semantics: 'S' },
      { code: 'C3:LOSE', name: 'Отказ в выпуске', color: '#a8adb4', semantics: 'F' },
    ],
  },
]
