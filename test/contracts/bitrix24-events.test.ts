import { describe, expect, test } from 'vitest'
import { crmOf, MEMBER, scripted } from './scripted-bitrix24.ts'

const portal = await scripted()
const { event: read } = crmOf(portal)
await portal.close()

const auth = { member_id: MEMBER, application_token: '1111222233334444', domain: 'demo.portal.example' }

function form(event: string, data: object, more: object = auth, ts = '1787219542'): string {
  return pairs({ event, event_handler_id: '703', data, ts, auth: more }).join('&')
}

function pairs(values: object, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const key = prefix ? `${prefix}[${name}]` : name
    return typeof value === 'object'
      ? pairs(value, key)
      : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`]
  })
}

test.each([
  ['ONCRMDEALUPDATE', { FIELDS: { ID: '8061' } }, 'changed', 'deal', '8061'],
  ['ONCRMDEALDELETE', { FIELDS: { ID: '8061' } }, 'deleted', 'deal', '8061'],
  ['ONCRMLEADDELETE', { FIELDS: { ID: '5' } }, 'deleted', 'lead', '5'],
  ['ONCRMCONTACTUPDATE', { FIELDS: { ID: '5' } }, 'changed', 'contact', '5'],
  ['ONCRMCOMPANYUPDATE', { FIELDS: { ID: '5' } }, 'changed', 'company', '5'],
  ['ONCRMQUOTEUPDATE', { FIELDS: { ID: '5' } }, 'changed', 'quote', '5'],
  ['ONCRMDYNAMICITEMUPDATE', { FIELDS: { ID: '5', ENTITY_TYPE_ID: '183' } }, 'changed', 'dynamic_183', '5'],
  ['ONCRMDYNAMICITEMDELETE', { FIELDS: { ID: '5', ENTITY_TYPE_ID: '31' } }, 'deleted', 'smart_invoice', '5'],
  [
    'ONCRMDEALMOVETOCATEGORY',
    { FIELDS: { ID: '8061', CATEGORY_ID: '1', STAGE_ID: 'C1:NEW' } },
    'moved',
    'deal',
    '8061',
  ],
])('%s tells of a record', (name, data, what, type, id) => {
  expect(read(form(name, data))?.hint).toEqual({ about: 'record', what, record: { type, id } })
})

test('the other events tell of people, tasks, buttons and ourselves', () => {
  expect(read(form('ONUSERADD', { ID: '33', NAME: 'Новый' }))?.hint).toEqual({
    about: 'person',
    person: '33',
  })
  expect(read(form('ONTASKUPDATE', { FIELDS_BEFORE: { ID: '9' }, FIELDS_AFTER: { ID: '9' } }))?.hint).toEqual(
    {
      about: 'task',
      task: '9',
    },
  )
  const pressed = { id: 'confirm', entityTypeId: '2', entityId: '8061', activityId: '999', userId: '7' }
  expect(read(form('ONCRMTIMELINEITEMACTION', pressed))).toMatchObject({
    hint: { about: 'activity', record: { type: 'deal', id: '8061' }, activity: '999', action: 'confirm' },
    by: '7',
  })
  for (const [CLEAN, clean] of [
    ['1', true],
    ['0', false],
  ] as const) {
    expect(read(form('ONAPPUNINSTALL', { LANGUAGE_ID: 'ru', CLEAN }))?.hint).toMatchObject({ clean })
  }
})

test('only an event of our installation brings tokens along', () => {
  const tokens = { ...auth, access_token: 'access-of-1', refresh_token: 'refresh-of-1', user_id: '1' }
  expect(read(form('ONAPPUPDATE', { VERSION: '2' }, tokens))).toMatchObject({
    grant: { access: 'access-of-1', refresh: 'refresh-of-1' },
    by: '1',
  })
  const changed = read(form('ONCRMDEALUPDATE', { FIELDS: { ID: '1' } }, tokens))
  expect(changed).toMatchObject({ by: '1', grant: null })
  expect(JSON.stringify(changed)).not.toContain('of-1')
})

test('row 19: the same event told twice has one key, whatever tokens came along; another moment has another', () => {
  const data = { FIELDS: { ID: '1' } }
  const first = read(form('ONCRMDEALUPDATE', data))?.key
  expect(read(form('onCrmDealUpdate', data, { access_token: 'another-token', ...auth }))?.key).toBe(first)
  expect(read(form('ONCRMDEALUPDATE', data, auth, '1787219543'))?.key).not.toBe(first)
  expect(read(form('ONCRMDEALUPDATE', { FIELDS: { ID: '2' } }))?.key).not.toBe(first)
})

describe('row 18: what no portal sends is dropped', () => {
  const honest = form('ONCRMDEALUPDATE', { FIELDS: { ID: '1' } })
  test.each([
    ['nothing', ''],
    ['JSON', JSON.stringify({ event: 'ONCRMDEALUPDATE' })],
    ['an event nobody asked for', form('ONIMCONNECTORMESSAGEADD', { FIELDS: { ID: '1' } })],
    ['an event named like a part of every object', form('constructor', { FIELDS: { ID: '1' } })],
    ['no member_id', form('ONCRMDEALUPDATE', { FIELDS: { ID: '1' } }, { application_token: 'x' })],
    ['a member_id of another shape', form('ONCRMDEALUPDATE', { FIELDS: { ID: '1' } }, { member_id: '../x' })],
    ['no id', form('ONCRMDEALUPDATE', { FIELDS: {} })],
    ['an id that is none', form('ONCRMDEALUPDATE', { FIELDS: { ID: '1 or 1=1' } })],
    ['an id as a list', `${honest.replace('data%5BFIELDS%5D%5BID%5D', 'data[FIELDS][ID][]')}`],
    ['a value said twice', `${honest}&data[FIELDS][ID]=2`],
    ['a text that is also a map', `${honest}&event[x]=1`],
    ['__proto__', `${honest}&__proto__[polluted]=1`],
    ['__proto__ within', `${honest}&data[__proto__][polluted]=1`],
    ['constructor.prototype', `${honest}&data[constructor][prototype][polluted]=1`],
    ['a name with stray brackets', `${honest}&data]]x[=1`],
    [
      'a kind of record that does not exist',
      form('ONCRMDYNAMICITEMUPDATE', { FIELDS: { ID: '1', ENTITY_TYPE_ID: '99' } }),
    ],
    ['a name of absurd length', `${honest}&${'a'.repeat(5000)}=1`],
    ['depth', `${honest}&x${'[a]'.repeat(5000)}=1`],
    ['ten thousand keys', `${honest}&${Array.from({ length: 10_000 }, (_, n) => `x[${n}]=1`).join('&')}`],
  ])('%s', (_, body) => {
    expect(read(body)).toBeUndefined()
    expect({}).not.toHaveProperty('polluted')
  })
})
