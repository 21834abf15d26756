/** The body of a webhook: a `RemoteExecutionContext` in JSON. */
import { randomUUID } from 'node:crypto'
import type { Happening } from '../records/act.ts'
import { isReference, type Reference, type Row, referenceIn, textIn, type Value } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { formatted } from '../webapi/formatted.ts'
import { tableCalled, type World } from '../world.ts'

export interface Context {
  CorrelationId: string
  OperationId: string
  PrimaryEntityName: string
  MessageName: string
  [member: string]: unknown
}

const CONTRACTS = 'http://schemas.microsoft.com/xrm/2011/Contracts'

export function contextOf(world: World, one: Happening, step: Row, images: Row[]): Context {
  const { user, real } = one.caller
  return {
    BusinessUnitId: referenceIn(user, 'businessunitid')?.id,
    CorrelationId: randomUUID(),
    Depth: one.depth,
    // The one who acts is named even where he acts for another.
    InitiatingUserId: real.id,
    InputParameters: [{ key: 'Target', value: targetOf(world, one) }, ...furtherOf(one)],
    IsExecutingOffline: false,
    IsInTransaction: false,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: one.message,
    Mode: 1,
    OperationCreatedOn: `/Date(${world.now().getTime()}+0000)/`,
    OperationId: randomUUID(),
    OrganizationId: world.organizationId,
    OrganizationName: world.uniqueName,
    OutputParameters: [],
    OwningExtension: {
      ...referenceTo({ table: 'sdkmessageprocessingstep', id: step.id }),
      __type: undefined,
    },
    ParentContext: one.within
      ? { MessageName: one.within.message, Depth: one.depth - 1, PrimaryEntityName: one.within.table }
      : null,
    PostEntityImages: imagesFor(world, images, 1, one.after),
    PreEntityImages: imagesFor(world, images, 0, one.before),
    PrimaryEntityId: one.id,
    PrimaryEntityName: one.table,
    RequestId: null,
    SecondaryEntityName: 'none',
    SharedVariables: [],
    Stage: 40,
    UserId: user.id,
  }
}

function targetOf(world: World, { table, id, written }: Happening): object {
  return written ? entity(world, tableCalled(world, table), id, written) : referenceTo({ table, id })
}

function furtherOf({ further = {} }: Happening) {
  return Object.entries(further).map(([key, value]) => ({
    key,
    value: isReference(value) ? referenceTo(value) : value,
  }))
}

function entity(world: World, table: Table, id: string, values: Record<string, Value>): object {
  const said = Object.entries(values).filter(([name]) => !table.columns[name]?.secret)
  const row: Row = { table: table.name, id, version: 0, values }
  const labels = said.flatMap(([key, value]) => {
    const column = table.columns[key]
    const words = column?.kind === 'choice' ? formatted(world, row, column, value, 1033) : undefined
    return words === undefined ? [] : [{ key, value: words }]
  })
  return {
    __type: `Entity:${CONTRACTS}`,
    Attributes: said.map(([key, value]) => ({ key, value: attribute(table, key, value) })),
    EntityState: null,
    FormattedValues: labels,
    Id: id,
    KeyAttributes: [],
    LogicalName: table.name,
    RelatedEntities: [],
    RowVersion: null,
  }
}

function attribute(table: Table, name: string, value: Value): unknown {
  const kind = table.columns[name]?.kind
  if (value === null) return null
  if (isReference(value)) return referenceTo(value)
  if (kind === 'choice') return { __type: `OptionSetValue:${CONTRACTS}`, Value: value }
  if (kind === 'money') return { __type: `Money:${CONTRACTS}`, Value: value }
  if (kind === 'time' || kind === 'day') return `/Date(${Date.parse(String(value))})/`
  return value
}

function referenceTo({ table, id }: Reference) {
  return {
    __type: `EntityReference:${CONTRACTS}`,
    Id: id,
    KeyAttributes: [],
    LogicalName: table,
    Name: null,
    RowVersion: null,
  }
}

function imagesFor(world: World, images: Row[], type: 0 | 1, row: Row | undefined) {
  if (!row) return []
  const table = tableCalled(world, row.table)
  return images
    .filter(({ values: { imagetype } }) => imagetype === type || imagetype === 2)
    .map((image) => {
      const names = textIn(image, 'attributes').split(',').filter(Boolean)
      const kept = Object.entries(row.values).filter(
        ([name, value]) => value !== null && (names.length === 0 || names.includes(name)),
      )
      return {
        key: textIn(image, 'entityalias'),
        value: entity(world, table, row.id, Object.fromEntries(kept)),
      }
    })
}
