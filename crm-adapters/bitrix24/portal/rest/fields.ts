/** What `crm.item.fields` says of a kind's fields: those applications ask for, and the one this company has made. */
import { DEAL } from '../data/kinds.ts'

export function fieldsOfKind(kind: number): Record<string, Field> {
  return {
    id: field('ID', 'integer', 'ID', { isReadOnly: true }),
    title: field('TITLE', 'string', 'Название'),
    stageId: field('STAGE_ID', 'crm_status', 'Стадия'),
    assignedById: field('ASSIGNED_BY_ID', 'user', 'Ответственный'),
    opportunity: field('OPPORTUNITY', 'double', 'Сумма'),
    currencyId: field('CURRENCY_ID', 'crm_currency', 'Валюта'),
    ...(kind === DEAL && {
      ufCrmMargin: {
        ...field('UF_CRM_MARGIN', 'money', 'Маржа', { isDynamic: true }),
        listLabel: 'Маржа',
        formLabel: 'Маржа',
        filterLabel: 'Маржа',
      },
    }),
  }
}

type Field = Record<string, string | boolean>

function field(upperName: string, type: string, title: string, more: Record<string, boolean> = {}): Field {
  const usual = {
    isRequired: false,
    isReadOnly: false,
    isImmutable: false,
    isMultiple: false,
    isDynamic: false,
  }
  return { type, ...usual, title, upperName, ...more }
}
