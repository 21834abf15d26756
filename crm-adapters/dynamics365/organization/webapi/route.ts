/** From a path to what is asked: rows of a table, one row, what is tied to it, or an operation. */
import { isGuid } from '../ids.ts'
import { actions, functions } from '../operations/operations.ts'
import { type Row, rowAt } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { tableOfSet } from '../world.ts'
import { type Answer, json, type Question } from './exchange.ts'
import { definitions, metadata } from './metadata.ts'
import { parametersOf, type Segment, segmentsOf } from './path.ts'
import { count, readMany, readOne, readTied, theRow } from './read.ts'
import { ApiRefusal, refusals } from './refused.ts'
import { create, remove, tie, untie, update } from './write.ts'

export function route(question: Question): Answer {
  const segments = segmentsOf(question.path)
  const [first, second, third] = segments
  if (!first) return serviceDocument(question)
  if (first.name === '$metadata') return metadata(question)
  if (first.name === 'EntityDefinitions') return definitions(question, segments)
  const table = tableOfSet(question.world, first.name)
  if (!table) return operation(question, first, undefined)
  if (first.argument === undefined) {
    if (second?.name === '$count') return count(question, table)
    if (second) throw refusals.noSegment(second.name)
    return ofTable(question, table)
  }
  const id = keyOf(table, first.argument)
  if (!second) return ofRow(question, table, id)
  return beyond(question, table, id, second, third)
}

function ofTable(question: Question, table: Table): Answer {
  if (question.method === 'GET') return readMany(question, table)
  if (question.method === 'POST') return create(question, table)
  throw notAllowed()
}

function ofRow(question: Question, table: Table, id: string): Answer {
  if (question.method === 'GET') return readOne(question, table, id)
  if (question.method === 'PATCH') return update(question, table, id)
  if (question.method === 'DELETE') return remove(question, table, id)
  throw notAllowed()
}

/** What comes after a row: an operation bound to it, rows tied to it, the bytes of a file. */
function beyond(
  question: Question,
  table: Table,
  id: string,
  next: Segment,
  last: Segment | undefined,
): Answer {
  const { method, world } = question
  if (table.name === 'annotation' && next.name === 'documentbody') return bytes(question, table, id)
  const isTied = next.name in (table.collections ?? {})
  if (isTied && last?.name === '$ref') {
    const row = theRow(question, table, id)
    if (method === 'POST') return tie(question, row, next.name)
    if (method === 'DELETE') return untie(question, row, next.name, next.argument)
    throw notAllowed()
  }
  if (isTied && method === 'GET') return readTied(question, theRow(question, table, id), next.name)
  const row = rowAt(world.rows, { table: table.name, id })
  if (!row) throw refusals.gone(table.name, id)
  return operation(question, next, row)
}

function operation(question: Question, { name, argument }: Segment, bound: Row | undefined): Answer {
  if (question.method === 'GET' && functions[name]) {
    return functions[name]({ ...question, bound, parameters: parametersOf(argument ?? '', question.query) })
  }
  if (question.method === 'POST' && actions[name]) return actions[name]({ ...question, bound })
  throw refusals.noSegment(name)
}

function bytes(question: Question, table: Table, id: string): Answer {
  const { values } = theRow(question, table, id)
  if (typeof values.documentbody !== 'string') return { status: 204, headers: {} }
  const headers = { 'Content-Type': 'application/octet-stream' }
  return { status: 200, headers, body: new Uint8Array(Buffer.from(values.documentbody, 'base64')) }
}

/** The documentation shows only ids; no table of ours has an alternate key. */
function keyOf({ name }: Table, argument: string): string {
  const id = argument.trim().toLowerCase()
  if (isGuid(id)) return id
  throw refusals.badQuery(`'${argument}' is no key of '${name}'.`)
}

function serviceDocument({ world }: Question): Answer {
  return json(200, { value: world.tables.map(({ set }) => ({ name: set, kind: 'EntitySet', url: set })) })
}

const notAllowed = () => new ApiRefusal(405, '0x80060888', 'The method is not supported here.')
