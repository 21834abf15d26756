import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Crm } from '../../crm-adapters/port.ts'
import { crmOf, type Scripted, scripted } from './scripted-bitrix24.ts'

let portal: Scripted
let crm: Crm
const grant = { access: 'access-of-7', refresh: 'refresh-of-7', expiresAt: new Date() }

beforeEach(async () => {
  portal = await scripted()
  crm = crmOf(portal)
})
afterEach(() => portal.close())

const stages = [
  { STATUS_ID: 'NEW', NAME: 'Заявка', SORT: 10 },
  { STATUS_ID: 'PREPARATION', NAME: 'Расчёт', SORT: 20, SEMANTICS: null },
  { STATUS_ID: 'EXECUTING', NAME: 'Перевозка', SORT: 30, SEMANTICS: '' },
  { STATUS_ID: 'WON', NAME: 'Успех', SORT: 40, SEMANTICS: 'S' },
  { STATUS_ID: 'LOSE', NAME: 'Провал', SORT: 50, SEMANTICS: 'F' },
]

function aDeal(fields: object) {
  portal.methods['crm.item.get'] = (params) => {
    const type = params.get('entityTypeId')
    if (type === '4') return { result: { item: { id: 31, title: 'ООО «Ромашка»' } } }
    if (type === '3') return { error: 'ACCESS_DENIED' }
    const deal = { id: 8061, title: 'Поставка', categoryId: 0, stageId: 'PREPARATION', stageSemanticId: 'P' }
    return { result: { item: { ...deal, ...fields } } }
  }
  portal.methods['crm.status.list'] = (params) => ({
    result: params.get('filter[ENTITY_ID]') === 'DEAL_STAGE' ? stages : [],
  })
  portal.methods['crm.category.list'] = () => ({
    result: { categories: [{ id: 0, name: 'Экспедирование' }] },
  })
}

const deal = { type: 'deal', id: '8061' }

test('a deal is read with its stage, funnel and client in one request', async () => {
  aDeal({
    opportunity: 1_000_000,
    currencyId: 'RUB',
    assignedById: 7,
    companyId: 31,
    closedate: '2026-09-01T03:00:00+03:00',
  })
  expect(await crm.record(portal.portal, grant, deal)).toEqual({
    ok: true,
    value: {
      record: deal,
      title: 'Поставка',
      amount: 1_000_000,
      currency: 'RUB',
      stage: { name: 'Расчёт', step: 2, steps: 3, outcome: 'open' },
      funnel: 'Экспедирование',
      responsible: '7',
      client: { name: 'ООО «Ромашка»', url: '/crm/company/details/31/' },
      closeDate: '2026-09-01',
    },
  })
  expect(portal.arrived).toEqual(['POST /rest/batch'])
})

test.each([
  ['WON', 'S', { name: 'Успех', step: 3, steps: 3, outcome: 'won' }],
  ['LOSE', 'F', { name: 'Провал', step: 3, steps: 3, outcome: 'lost' }],
  ['EXECUTING', undefined, { name: 'Перевозка', step: 3, steps: 3, outcome: 'open' }],
  ['GONE', 'P', null],
])('a deal in stage %s is shown so', async (stageId, stageSemanticId, stage) => {
  aDeal({ stageId, stageSemanticId })
  expect(await crm.record(portal.portal, grant, deal)).toMatchObject({ ok: true, value: { stage } })
})

test('what the host hides is null, not zero', async () => {
  aDeal({ opportunity: null, currencyId: null, assignedById: null })
  expect(await crm.record(portal.portal, grant, deal)).toMatchObject({
    value: { amount: null, currency: null, responsible: null, closeDate: null },
  })
})

test('a contact is known by name, has no stage, and is a client itself when it is of no company', async () => {
  portal.methods['crm.item.get'] = (params) =>
    params.get('entityTypeId') === '3'
      ? { result: { item: { id: 84, name: 'Пётр', lastName: 'Клиентов', companyId: null } } }
      : { error: 'NOT_FOUND' }
  expect(await crm.record(portal.portal, grant, { type: 'contact', id: '84' })).toMatchObject({
    ok: true,
    value: {
      title: 'Пётр Клиентов',
      stage: null,
      funnel: null,
      amount: null,
      client: { name: 'Пётр Клиентов', url: '/crm/contact/details/84/' },
    },
  })
})

test.each([
  { type: 'invoice', id: '1' },
  { type: 'toString', id: '1' },
  { type: 'deal', id: '1 or 1=1' },
  { type: 'deal', id: '' },
])('there is no record %j, and nobody is asked', async (ref) => {
  expect(await crm.record(portal.portal, grant, ref)).toMatchObject({ ok: false, reason: 'missing' })
  expect(await crm.visible(portal.portal, grant, [ref])).toEqual({ ok: true, value: [] })
  expect(portal.arrived).toEqual([])
})

test('a margin stands in a field the portal has made itself, and is read with the rest', async () => {
  const field = { isDynamic: true, isMultiple: false, title: 'UF_CRM_MARGIN' }
  portal.methods['crm.item.fields'] = (params) =>
    params.get('entityTypeId') === '1'
      ? { error: 'ACCESS_DENIED' }
      : {
          result: {
            fields: {
              opportunity: { type: 'double', isDynamic: false, title: 'Сумма' },
              ufCrmMargin: { ...field, type: 'money', formLabel: 'Маржа' },
              ufCrmShare: { ...field, type: 'double', formLabel: 'Маржа, %' },
              ufCrmNote: { ...field, type: 'string', formLabel: 'Заметка' },
              ufCrmMany: { ...field, type: 'double', isMultiple: true, formLabel: 'Доли' },
            },
          },
        }
  const asked = await crm.numberFields(portal.portal, grant)
  const sum = { field: 'ufCrmMargin', name: 'Маржа', money: true }
  const share = { field: 'ufCrmShare', name: 'Маржа, %', money: false }
  expect(asked).toEqual({
    ok: true,
    value: [
      { type: 'deal', ...sum },
      { type: 'deal', ...share },
    ],
  })

  aDeal({ currencyId: 'RUB', ufCrmMargin: '331200|USD', ufCrmShare: 18.5 })
  const shown = async (margin: typeof sum) => {
    const panel = await crm.panel(portal.portal, grant, deal, margin)
    return panel.ok && panel.value.margin
  }
  expect(await shown(sum)).toEqual({ name: 'Маржа', amount: 331_200, currency: 'USD' })
  expect(await shown(share)).toEqual({ name: 'Маржа, %', amount: 18.5, currency: null })
  expect(await shown({ ...sum, field: 'ufCrmGone' })).toBeNull()
})

test('of 120 deals and a closed kind, those a person may see are found in one request', async () => {
  portal.methods['crm.item.list'] = (params) => {
    if (params.get('entityTypeId') !== '2') return { error: 'ACCESS_DENIED' }
    const asked = [...params].flatMap(([name, value]) =>
      name.startsWith('filter[@id]') ? Number(value) : [],
    )
    expect(asked.length).toBeLessThanOrEqual(50)
    return { result: { items: asked.filter((id) => id % 2 === 0).map((id) => ({ id })) } }
  }
  const refs = Array.from({ length: 120 }, (_, n) => ({ type: 'deal', id: String(n + 1) }))
  const answer = await crm.visible(portal.portal, grant, [...refs, { type: 'contact', id: '2' }])
  expect(answer.ok && answer.value.map(({ id }) => Number(id))).toEqual(
    refs.map(({ id }) => Number(id)).filter((id) => id % 2 === 0),
  )
  expect(portal.arrived).toEqual(['POST /rest/batch'])
})

test('all colleagues are found page by page, and those who have left', async () => {
  employ({ active: 180, left: 70 })
  const answer = await crm.people(portal.portal, grant)
  if (!answer.ok) throw new Error(answer.message)
  expect(answer.value.filter(({ active }) => active).length).toBe(180)
  expect(answer.value.filter(({ active }) => !active).length).toBe(70)
  expect(answer.value.find(({ id }) => id === '180')).toEqual({
    id: '180',
    name: 'Имя180 Фамилия',
    position: 'Логист',
    photo: null,
    admin: null,
    active: true,
  })
  expect(portal.arrived.length).toBe(2)
})

test('a colleague comes with his departments, the nearest first, as far as we may read them', async () => {
  employ({ active: 1, left: 0 })
  const whole = portal.methods['user.get']!
  portal.methods['user.get'] = (params) => {
    const { result, ...rest } = whole(params) as { result: object[] }
    return { result: result.map((user) => ({ ...user, UF_DEPARTMENT: [6] })), ...rest }
  }
  const units = Array.from({ length: 60 }, (_, n) => ({
    ID: String(n + 1),
    NAME: `Отдел ${n + 1}`,
    PARENT: n === 5 ? '59' : '60',
  }))
  units[59] = { ID: '60', NAME: 'Компания', PARENT: '' }
  portal.methods['department.get'] = (params) => {
    const start = Number(params.get('start'))
    return { result: units.slice(start, start + 50), total: units.length }
  }
  const told = async () => {
    const answer = await crm.people(portal.portal, grant)
    return answer.ok && answer.value.map(({ departments }) => departments)
  }
  expect(await told()).toEqual([['Отдел 6', 'Отдел 59']])
  portal.methods['department.get'] = () => ({ error: 'insufficient_scope' })
  expect(await told()).toEqual([undefined])
})

test('of a crowd everybody is read', async () => {
  employ({ active: 2700, left: 2400 })
  const answer = await crm.people(portal.portal, grant)
  expect(answer.ok && answer.value.filter(({ active }) => active).length).toBe(2700)
  expect(answer.ok && answer.value.filter(({ active }) => !active).length).toBe(2400)
  // The first pages, and 100 more.
  expect(portal.arrived.length).toBe(3)
})

test('a count that is not true does not keep us reading', async () => {
  employ({ active: 180, left: 0 })
  const whole = portal.methods['user.get']!
  portal.methods['user.get'] = (params) => ({ ...whole(params), total: 1e9 })
  const answer = await crm.people(portal.portal, grant)
  expect(answer.ok && answer.value.length).toBe(180)
  expect(portal.arrived.length).toBe(3)
})

test('a list that breaks off half way is refused, not shown short', async () => {
  employ({ active: 180, left: 0 })
  const whole = portal.methods['user.get']
  portal.methods['user.get'] = (params) =>
    params.get('start') === '100' ? { error: 'QUERY_LIMIT_EXCEEDED' } : (whole?.(params) ?? {})
  expect(await crm.people(portal.portal, grant)).toMatchObject({ ok: false, reason: 'limited' })
})

function employ({ active, left }: { active: number; left: number }) {
  const everybody = Array.from({ length: active + left }, (_, n) => ({
    ID: String(n + 1),
    ACTIVE: n < active,
    NAME: `Имя${n + 1}`,
    LAST_NAME: 'Фамилия',
    WORK_POSITION: 'Логист',
  }))
  portal.methods['user.get'] = (params) => {
    const asked = everybody.filter(({ ACTIVE }) => ACTIVE === (params.get('FILTER[ACTIVE]') === '1'))
    const start = Number(params.get('start'))
    return { result: asked.slice(start, start + 50), total: asked.length }
  }
}

test('installing again leaves each tab bound once', async () => {
  const bound = [
    { placement: 'CRM_DEAL_DETAIL_TAB', handler: 'https://old.example/bitrix24/card' },
    { placement: 'CRM_LEAD_DETAIL_TAB', handler: 'https://chat.example/bitrix24/card' },
    { placement: 'CRM_LEAD_DETAIL_TAB', handler: 'https://chat.example/bitrix24/card' },
    { placement: 'CRM_QUOTE_DETAIL_TAB', handler: 'https://chat.example/bitrix24/card' },
    { placement: 'CRM_DEAL_LIST_MENU', handler: 'https://chat.example/bitrix24/card' },
  ]
  bindings(bound)
  for (let time = 1; time <= 3; time++) {
    expect(await crm.register(portal.portal, grant, 'https://chat.example')).toMatchObject({ ok: true })
    expect(bound.map(({ placement, handler }) => `${placement} ${handler}`).sort()).toEqual([
      'CRM_COMPANY_DETAIL_TAB https://chat.example/bitrix24/card',
      'CRM_CONTACT_DETAIL_TAB https://chat.example/bitrix24/card',
      'CRM_DEAL_DETAIL_TAB https://chat.example/bitrix24/card',
      'CRM_LEAD_DETAIL_TAB https://chat.example/bitrix24/card',
      'CRM_QUOTE_DETAIL_TAB https://chat.example/bitrix24/card',
      'CRM_SMART_INVOICE_DETAIL_TAB https://chat.example/bitrix24/card',
      'LEFT_MENU https://chat.example/bitrix24/card',
    ])
  }
})

test('a portal without leads is installed, one that takes no deal tab is not', async () => {
  bindings([])
  const bind = portal.methods['placement.bind']
  const refuse = (tab: string) => {
    portal.methods['placement.bind'] = (params) =>
      params.get('PLACEMENT') === tab ? { error: 'ERROR_PLACEMENT_NOT_FOUND' } : (bind?.(params) ?? {})
  }
  refuse('CRM_LEAD_DETAIL_TAB')
  expect((await crm.register(portal.portal, grant, 'https://chat.example')).ok).toBe(true)
  bindings([])
  refuse('CRM_DEAL_DETAIL_TAB')
  expect(await crm.register(portal.portal, grant, 'https://chat.example')).toMatchObject({
    ok: false,
    reason: 'broken',
  })
})

function bindings(bound: { placement: string; handler: string }[]) {
  const drop = <T>(from: T[], which: (one: T) => boolean) => {
    const count = from.filter(which).length
    from.splice(0, from.length, ...from.filter((one) => !which(one)))
    return { result: { count } }
  }
  portal.methods['placement.get'] = () => ({ result: bound })
  portal.methods['placement.bind'] = (params) => {
    bound.push({ placement: params.get('PLACEMENT') ?? '', handler: params.get('HANDLER') ?? '' })
    return { result: true }
  }
  portal.methods['placement.unbind'] = (params) =>
    drop(bound, (one) => one.placement === params.get('PLACEMENT') && one.handler === params.get('HANDLER'))
}
