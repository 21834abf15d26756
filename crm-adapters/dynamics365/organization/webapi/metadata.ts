/** What the organization says of its own tables and columns: as much of it as is asked for at installation. */

import { guidNamed } from '../ids.ts'
import { isAdministrator } from '../rights/caller.ts'
import { type Choice, type Column, text } from '../tables/column.ts'
import type { Table } from '../tables/table.ts'
import { type Answer, apiOf, json, nothing, type Question } from './exchange.ts'
import type { Segment } from './path.ts'
import { ApiRefusal, refusals } from './refused.ts'

export function metadata({ world }: Question): Answer {
  const types = world.tables.map(
    ({ name, key }) => `<EntityType Name="${name}"><Key><PropertyRef Name="${key}"/></Key></EntityType>`,
  )
  const sets = world.tables.map(
    ({ name, set }) => `<EntitySet Name="${set}" EntityType="Microsoft.Dynamics.CRM.${name}"/>`,
  )
  const body = `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join('')}<EntityContainer Name="System">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body }
}

/** `EntityDefinitions`, one of them by its `LogicalName`, its `Attributes` and one of those. */
export function definitions(question: Question, [first, second, third]: Segment[]): Answer {
  const { world, query, method } = question
  const named = first?.argument === undefined ? undefined : logicalNameIn(first.argument)
  if (named === undefined) {
    const [, wanted] = /^LogicalName eq '([^']+)'$/.exec(query.get('$filter') ?? '') ?? []
    const found = world.tables.filter(({ name }) => !wanted || name === wanted)
    return json(200, { value: found.map((table) => chosen(query, definitionOf(table))) })
  }
  const table = world.tables.find(({ name }) => name === named)
  if (!table) throw refusals.gone('entity', named)
  if (!second) return json(200, chosen(query, definitionOf(table)))
  if (second.name !== 'Attributes') throw refusals.noSegment(second.name)
  if (method === 'POST') return addColumn(question, table)
  if (second.argument === undefined) return attributes(question, table, third?.name)
  const column = logicalNameIn(second.argument)
  const known = column === undefined ? undefined : table.columns[column]
  if (!column || !known) throw refusals.gone('attribute', column ?? '')
  return json(200, { ...chosen(query, attributeOf(table, column, known)), ...optionsOf(query, known) })
}

function attributes({ world, caller, query }: Question, table: Table, type: string | undefined): Answer {
  const all = Object.entries(table.columns).filter(
    ([name, column]) => !type || `${typeOf(name, column)}AttributeMetadata` === type,
  )
  return json(200, {
    value: all.map(([name, column]) => ({
      ...chosen(query, attributeOf(table, name, column, world.languages.get(caller.user.id))),
      ...optionsOf(query, column),
    })),
  })
}

/** An administrator adds a column of text. */
function addColumn({ world, caller, body }: Question, table: Table): Answer {
  if (!isAdministrator(world, caller.user)) throw refusals.missingPrivilege(caller.user, 'prvCreateAttribute')
  const { SchemaName, MaxLength, ...given } = JSON.parse(body) as Record<string, unknown>
  const isText = String(given['@odata.type']).endsWith('StringAttributeMetadata')
  const name = String(SchemaName).toLowerCase()
  if (!isText || !/^[a-z][a-z0-9]{1,7}_[a-z0-9_]+$/.test(name))
    throw refusals.badArgument('A text column with a prefix is expected.')
  if (table.columns[name])
    throw new ApiRefusal(400, '0x80044153', `An attribute with the name ${name} already exists.`)
  const columns = { ...table.columns, [name]: text(Number(MaxLength ?? 100)) }
  world.tables = world.tables.map((one) => (one === table ? { ...table, columns } : one))
  const id = guidNamed(`attribute/${table.name}/${name}`)
  return nothing({
    'OData-EntityId': `${apiOf(world)}EntityDefinitions(LogicalName='${table.name}')/Attributes(${id})`,
  })
}

function definitionOf({ name, set, code, key, title, label, tracked }: Table) {
  return {
    MetadataId: guidNamed(`entity/${name}`),
    LogicalName: name,
    EntitySetName: set,
    ObjectTypeCode: code,
    PrimaryIdAttribute: key,
    PrimaryNameAttribute: title,
    ChangeTrackingEnabled: Boolean(tracked),
    DisplayName: labelOf({ 1033: label }),
  }
}

function attributeOf(table: Table, name: string, column: Column, lcid = 1033) {
  return {
    MetadataId: guidNamed(`attribute/${table.name}/${name}`),
    LogicalName: name,
    AttributeType: typeOf(name, column),
    IsCustomAttribute: /^(new|dth)_/.test(name),
    DisplayName: labelOf(column.label ?? { 1033: name }, lcid),
    ...(column.kind === 'text' && { MaxLength: column.max }),
    ...(column.kind === 'lookup' && { Targets: Object.keys(column.to) }),
  }
}

function optionsOf(query: URLSearchParams, column: Column) {
  if (column.kind !== 'choice' || !query.get('$expand')?.startsWith('OptionSet')) return {}
  return { OptionSet: { Options: column.choices.map(optionOf) } }
}

const optionOf = ({ value, label, state }: Choice) => ({
  Value: value,
  Label: labelOf(label),
  ...(state !== undefined && { State: state }),
})

function labelOf(label: Record<number, string>, lcid = 1033) {
  const all = Object.entries(label).map(([lcid, words]) => ({ Label: words, LanguageCode: Number(lcid) }))
  const own = all.find(({ LanguageCode }) => LanguageCode === lcid)
  const usual = all.find(({ LanguageCode }) => LanguageCode === 1033)
  return { LocalizedLabels: all, UserLocalizedLabel: own ?? usual }
}

const types = {
  guid: 'Uniqueidentifier',
  number: 'Integer',
  money: 'Money',
  time: 'DateTime',
  day: 'DateTime',
  object: 'ManagedProperty',
  text: 'String',
  yesno: 'Boolean',
  choice: 'Picklist',
  lookup: 'Lookup',
} as const

function typeOf(name: string, { kind }: Column): string {
  if (name === 'statecode') return 'State'
  return name === 'statuscode' ? 'Status' : types[kind]
}

function chosen(query: URLSearchParams, whole: Record<string, unknown>) {
  const names = query.get('$select')?.split(',')
  return names
    ? Object.fromEntries(
        Object.entries(whole).filter(([name]) => names.includes(name) || name === 'MetadataId'),
      )
    : whole
}

function logicalNameIn(argument: string): string | undefined {
  return /^LogicalName='([^']+)'$/.exec(argument)?.[1]
}
