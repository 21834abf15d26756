/** Scope `crm`: comments and log entries of a card's timeline. */
import { kindOf } from '../data/kinds.ts'
import type { TimelineEntry } from '../data/timeline.ts'
import { keep } from '../disk.ts'
import { send } from '../events/send.ts'
import { nameOf, personCalled, type World, written } from '../world.ts'
import { type Row, selected, sorted } from './filter.ts'
import { type Call, type Method, page, RestError } from './method.ts'
import { kindNamed, ownerIn } from './owner.ts'
import { asParams, each, number, text } from './params.ts'

const LOG_PAGE = 10

export const timeline: Record<string, Method> = {
  'crm.timeline.comment.add'(call) {
    const fields = fieldsIn(call)
    const kind = kindNamed(fields.ENTITY_TYPE)
    const { record } = ownerIn(call, kind, number(fields.ENTITY_ID))
    const comment = text(fields.COMMENT)
    if (comment === '' && each(fields.FILES).length === 0) {
      throw new RestError('INVALID_ARG_VALUE', 'Field COMMENT is empty')
    }
    const entry = put(call, { kind: 'comment', entityTypeId: kind, entityId: record.id, text: comment })
    entry.files = filesIn(call, fields.FILES)
    tell(call, 'ADD', entry)
    return { result: entry.id }
  },

  'crm.timeline.comment.update'(call) {
    const entry = ownEntry(call, 'comment')
    const fields = fieldsIn(call)
    if (fields.COMMENT !== undefined) entry.text = text(fields.COMMENT)
    if (fields.FILES !== undefined) entry.files = filesIn(call, fields.FILES)
    tell(call, 'UPDATE', entry)
    return { result: true }
  },

  'crm.timeline.comment.delete'(call) {
    const entry = ownEntry(call, 'comment')
    call.world.timeline.splice(call.world.timeline.indexOf(entry), 1)
    tell(call, 'DELETE', entry)
    return { result: true }
  },

  'crm.timeline.comment.get': (call) => ({ result: commentRow(call.world, openEntry(call, 'comment')) }),

  'crm.timeline.comment.list'(call) {
    const { filter, order, select, start } = call.params
    const { ENTITY_ID, ENTITY_TYPE } = asParams(filter)
    if (ENTITY_ID === undefined || ENTITY_TYPE === undefined) {
      throw new RestError('', 'Filter by ENTITY_ID and ENTITY_TYPE is required')
    }
    const kind = kindNamed(ENTITY_TYPE)
    const { record } = ownerIn(call, kind, number(ENTITY_ID))
    const found = entriesOf(call.world, 'comment', kind, record.id).map((one) => commentRow(call.world, one))
    const by = Object.keys(asParams(order)).length > 0 ? asParams(order) : { ID: 'ASC' }
    const { rows, ...counts } = page(sorted(found, by), number(start))
    return { result: rows.map((row) => ({ ...selected(row, select) })), ...counts }
  },

  'crm.timeline.logmessage.add'(call) {
    const { entityTypeId, entityId, title, text: body, iconCode } = fieldsIn(call)
    for (const [name, value] of Object.entries({ title, text: body, iconCode })) {
      if (text(value) === '') throw new RestError('100', `Required field "${name}" is empty`)
    }
    const kind = number(entityTypeId)
    const { record } = ownerIn(call, kind, number(entityId))
    const entry = put(call, { kind: 'log', entityTypeId: kind, entityId: record.id, text: text(body) })
    Object.assign(entry, { title: text(title), iconCode: text(iconCode) })
    return { result: { logMessage: logItem(entry) } }
  },

  'crm.timeline.logmessage.get': (call) => ({ result: { logMessage: logItem(openEntry(call, 'log')) } }),

  // Ten to a page, unlike other lists; the newest first.
  'crm.timeline.logmessage.list'(call) {
    const { entityTypeId, entityId, order, start } = call.params
    for (const [name, value] of Object.entries({ entityTypeId, entityId })) {
      if (text(value) === '') throw new RestError('100', `Could not find value for parameter {${name}}`)
    }
    const kind = number(entityTypeId)
    const { record } = ownerIn(call, kind, number(entityId))
    const found: Row[] = entriesOf(call.world, 'log', kind, record.id).map(logItem)
    const by = Object.keys(asParams(order)).length > 0 ? asParams(order) : { id: 'DESC' }
    const from = Math.max(0, number(start) || 0)
    const next = from + LOG_PAGE
    return {
      result: sorted(found, by).slice(from, next),
      total: found.length,
      ...(next < found.length && { next }),
    }
  },

  'crm.timeline.logmessage.delete'(call) {
    const entry = ownEntry(call, 'log')
    call.world.timeline.splice(call.world.timeline.indexOf(entry), 1)
    return { result: true }
  },
}

// Capitals are refused since crm 23.100: only `fields` is read.
function fieldsIn({ params }: Call) {
  if (typeof params.fields !== 'object') {
    throw new RestError('100', 'Could not find value for parameter {fields}')
  }
  return asParams(params.fields)
}

type New = Pick<TimelineEntry, 'kind' | 'entityTypeId' | 'entityId' | 'text'>

function put({ world, person }: Call, what: New): TimelineEntry {
  const entry = { ...what, id: world.serial(), author: person.id, at: world.now(), files: [] }
  world.timeline.push(entry)
  return entry
}

function entriesOf(world: World, kind: TimelineEntry['kind'], entityTypeId: number, entityId: number) {
  return world.timeline.filter(
    (one) => one.kind === kind && one.entityTypeId === entityTypeId && one.entityId === entityId,
  )
}

function openEntry(call: Call, kind: TimelineEntry['kind']): TimelineEntry {
  const id = number(call.params.id)
  const entry = call.world.timeline.find((one) => one.id === id && one.kind === kind)
  if (!entry) throw new RestError('NOT_FOUND', 'Not found.')
  ownerIn(call, entry.entityTypeId, entry.entityId)
  return entry
}

function ownEntry(call: Call, kind: TimelineEntry['kind']): TimelineEntry {
  const entry = openEntry(call, kind)
  if (entry.author === call.person.id || call.person.admin) return entry
  throw new RestError('ACCESS_DENIED', 'Access denied.')
}

function filesIn({ world, person }: Call, files: unknown): string[] {
  return each(files).map((one) => {
    const [name, content] = each(one).map(text)
    return keep(world, { name: name ?? '', parent: null, author: person.id, content: content ?? '' }).name
  })
}

function commentRow(
  world: World,
  { id, entityTypeId, entityId, at, text, author, files }: TimelineEntry,
): Row {
  const writer = personCalled(world, author)
  const described = files.map((name, place) => ({
    id: place + 1,
    date: written(at),
    type: 'file',
    name,
    authorId: Number(author),
    authorName: writer ? nameOf(writer) : '',
  }))
  return {
    ID: String(id),
    ENTITY_ID: String(entityId),
    ENTITY_TYPE: kindOf(entityTypeId)?.type ?? '',
    CREATED: written(at),
    COMMENT: text,
    AUTHOR_ID: author,
    FILES: Object.fromEntries(described.map((one) => [String(one.id), one])),
  }
}

function logItem({ id, at, author, title, text, iconCode }: TimelineEntry) {
  return { id, created: written(at), authorId: Number(author), title, text, iconCode }
}

function tell({ world, person }: Call, what: 'ADD' | 'UPDATE' | 'DELETE', { id }: TimelineEntry) {
  void send(world, `ONCRMTIMELINECOMMENT${what}`, { ID: id }, { by: person.id })
}
