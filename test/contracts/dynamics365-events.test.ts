/** What an organization's webhooks tell, and what somebody else would have us believe they do. */
import { describe, expect, test } from 'vitest'
import { heard, nameOf, readEvent, SECRET_HEADER } from '../../crm-adapters/dynamics365/events.ts'
import { ANNA_THERE, DEAL, ORGANIZATION } from './scripted-dynamics.ts'

const SECRET = 'the secret of our steps'
const STEP = 'd3650065-0000-4000-8000-000000000065'
const OTHER = 'd365003d-0000-4000-8000-00000000003d'

/** A RemoteExecutionContext as Dataverse writes it, with some of it changed. */
function context(table: string, message: string, more: object = {}) {
  return {
    BusinessUnitId: 'd3650002-0000-4000-8000-000000000002',
    CorrelationId: 'd3650079-0000-4000-8000-000000000079',
    Depth: 1,
    InitiatingUserId: ANNA_THERE,
    InputParameters: [
      { key: 'Target', value: { __type: 'Entity:http://schemas.microsoft.com/xrm/2011/Contracts' } },
    ],
    MessageName: message,
    Mode: 1,
    OperationId: 'd3650078-0000-4000-8000-000000000078',
    OrganizationId: ORGANIZATION,
    OwningExtension: { Id: STEP, LogicalName: 'sdkmessageprocessingstep' },
    ParentContext: null,
    PrimaryEntityId: DEAL,
    PrimaryEntityName: table,
    Stage: 40,
    UserId: ANNA_THERE,
    ...more,
  }
}

const told = (table: string, message: string, more: object = {}, headers: Record<string, string> = shown) =>
  readEvent(JSON.stringify(context(table, message, more)), headers)
const shown = { [SECRET_HEADER]: SECRET }

test('a change tells which record of which organization, by whom, and what its teller knows', () => {
  expect(told('opportunity', 'Update')).toEqual({
    company: ORGANIZATION,
    applicationToken: SECRET,
    name: 'opportunity Update',
    hint: { about: 'record', what: 'changed', record: { type: 'deal', id: DEAL } },
    by: ANNA_THERE,
    key: expect.stringMatching(/^[0-9a-f]{64}$/),
    grant: null,
  })
})

test.each<[string, string, object, object]>([
  ['opportunity', 'Delete', {}, { about: 'record', what: 'deleted', record: { type: 'deal', id: DEAL } }],
  [
    'opportunity',
    'RevokeAccess',
    {},
    { about: 'record', what: 'changed', record: { type: 'deal', id: DEAL } },
  ],
  ['lead', 'Update', {}, { about: 'record', what: 'changed', record: { type: 'lead', id: DEAL } }],
  ['account', 'Update', {}, { about: 'record', what: 'changed', record: { type: 'company', id: DEAL } }],
  ['incident', 'Update', {}, { about: 'record', what: 'changed', record: { type: 'case', id: DEAL } }],
  [
    'contact',
    'Merge',
    { InputParameters: [{ key: 'SubordinateId', value: OTHER }] },
    { about: 'record', what: 'changed', record: { type: 'contact', id: OTHER } },
  ],
  ['systemuser', 'Update', {}, { about: 'person', person: DEAL }],
  ['task', 'Update', {}, { about: 'task', task: DEAL }],
  ['task', 'Delete', {}, { about: 'task', task: DEAL }],
])('%s %s is understood', (table, message, more, hint) => {
  expect(told(table, message, more)?.hint).toEqual(hint)
})

test('everything our steps are registered on is understood', () => {
  for (const one of heard) expect(told(one.table, one.message)?.name).toBe(nameOf(one))
})

test('one that was cut for its size still tells which record it was', () => {
  const cut = { InputParameters: undefined, ParentContext: undefined, PreEntityImages: undefined }
  expect(told('opportunity', 'Update', cut)?.hint).toMatchObject({ record: { id: DEAL } })
  expect(told('contact', 'Merge', cut)?.hint).toMatchObject({ record: { id: DEAL } })
})

test('ids are read however they are written', () => {
  expect(told('opportunity', 'Update', { PrimaryEntityId: `{${DEAL.toUpperCase()}}` })?.hint).toMatchObject({
    record: { id: DEAL },
  })
})

describe('the same telling', () => {
  test('told twice is one event', () => {
    expect(told('opportunity', 'Update')?.key).toBe(told('opportunity', 'Update')?.key)
  })

  test('of another change, another step or another record is another', () => {
    const keys = [
      told('opportunity', 'Update'),
      told('opportunity', 'Update', { OperationId: OTHER }),
      told('opportunity', 'Update', { OwningExtension: { Id: OTHER } }),
      told('opportunity', 'Update', { PrimaryEntityId: OTHER }),
      told('opportunity', 'Delete'),
    ].map((event) => event?.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('nothing is made of', () => {
  test.each<[string, string]>([
    ['what is no JSON', 'auth[member_id]=1&event=ONCRMDEALUPDATE'],
    ['an empty body', ''],
    ['a list', '[]'],
    [
      'a context of no organization',
      JSON.stringify(context('opportunity', 'Update', { OrganizationId: 'contoso' })),
    ],
    ['a context of a table we do not hear of', JSON.stringify(context('account_secret', 'Update'))],
    ['a message we do not hear of', JSON.stringify(context('opportunity', 'Assign'))],
    [
      'a record with an id that is none',
      JSON.stringify(context('opportunity', 'Update', { PrimaryEntityId: "x' or 1 eq 1" })),
    ],
    [
      'words where a table should be',
      JSON.stringify(context('opportunity', 'Update', { PrimaryEntityName: ['opportunity'] })),
    ],
    [
      'more than an organization ever sends',
      JSON.stringify(context('opportunity', 'Update', { SharedVariables: 'x'.repeat(400_000) })),
    ],
    ['a thing deeper than any context', `{"OrganizationId":${'['.repeat(100_000)}`],
  ])('%s', (_, body) => {
    expect(readEvent(body, shown)).toBeUndefined()
  })
})

test('a teller without our secret is one whose secret is unknown, not one who is believed', () => {
  expect(told('opportunity', 'Update', {}, {})?.applicationToken).toBeNull()
  expect(told('opportunity', 'Update', {}, { [SECRET_HEADER]: 'guessed' })?.applicationToken).toBe('guessed')
})

test('the steps of a copied environment tell of the copy, never of the one it was copied from', () => {
  const copy = told('opportunity', 'Update', { OrganizationId: OTHER })
  expect(copy?.company).toBe(OTHER)
})
