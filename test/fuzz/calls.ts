/** The calls of our own description, made up: half as they are meant, half spoiled somewhere. */
import { brokenJson, type Chance, fitting, oddText, oneOf, type Schema, spoiled } from './values.ts'

export interface Call {
  method: string
  /** As described, `/api/threads/{id}`. */
  path: string
  parameters: { name: string; in: string; schema: Schema }[]
  body?: Schema
}

export interface MadeUp {
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

interface Described {
  parameters?: Call['parameters']
  requestBody?: { content: Record<string, { schema: Schema }> }
}

export function callsIn(openapi: { paths: Record<string, Record<string, Described>> }): Call[] {
  return Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const body = requestBody?.content['application/json']?.schema
      return { method: method.toUpperCase(), path, parameters, ...(body && { body }) }
    }),
  )
}

/** Paths that led somewhere, in their parts: `['', 'api', 'threads', '0195...', 'messages']`. */
export type Ways = readonly (readonly string[])[]

export function madeUp(call: Call, chance: Chance, known: readonly string[], ways: Ways = []): MadeUp {
  // What fits goes far, what is spoiled is refused early: both ways have to be walked.
  const wild = chance() < 0.5
  const given = ({ schema }: { schema: Schema }) =>
    wild && chance() < 0.3 ? oddText(chance) : String(fitting(schema, chance, known))
  const described = new Map(
    call.parameters.filter((one) => one.in === 'path').map((one) => [one.name, one.schema]),
  )
  const way = chance() < 0.6 ? wayAlong(call.path, chance, ways) : []
  const path = call.path
    .split('/')
    .map((part, place) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (!name) return part
      return way[place] ?? encode(given({ schema: described.get(name) ?? { type: 'string' } }))
    })
    .join('/')
  const query = call.parameters
    .filter((one) => one.in === 'query' && chance() < 0.6)
    .map((one) => `${one.name}=${encode(given(one))}`)
  const body = call.body && bodyOf(call.body, chance, known, wild)
  return {
    method: call.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: {
      ...Object.fromEntries(
        call.parameters.filter((one) => one.in === 'header').map((one) => [one.name, inHeader(given(one))]),
      ),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(wild && oddHeaders(chance)),
    },
    ...(body !== undefined && { body }),
  }
}

/** One that begins as the path does, for as far as both go together. */
function wayAlong(path: string, chance: Chance, ways: Ways): readonly string[] {
  const parts = path.split('/')
  const first = parts.findIndex((part) => part.startsWith('{'))
  if (first < 0) return []
  const isAlong = (part: string, way: readonly string[], place: number) =>
    part.startsWith('{') || part === way[place]
  const along = ways.filter(
    (way) => way.length > first && parts.slice(0, first).every((part, n) => part === way[n]),
  )
  if (along.length === 0) return []
  const way = oneOf(chance, along)
  const until = parts.findIndex((part, place) => !isAlong(part, way, place))
  return until < 0 ? way : way.slice(0, until)
}

function bodyOf(schema: Schema, chance: Chance, known: readonly string[], wild: boolean): string {
  if (wild && chance() < 0.15) return brokenJson(chance)
  const meant = fitting(schema, chance, known)
  return JSON.stringify(wild ? spoiled(meant, chance) : meant)
}

function oddHeaders(chance: Chance): Record<string, string> {
  return oneOf(chance, [
    {},
    {},
    {
      'Content-Type': oneOf(chance, [
        'text/plain',
        'application/json; charset=utf-16',
        'multipart/form-data',
      ]),
    },
    { Range: oneOf(chance, ['bytes=-', 'bytes=9-1', 'bytes=0-0,1-1', 'bytes=99999999999999999999-']) },
    { 'If-None-Match': '"", W/, *' },
    { 'X-File-Name': oneOf(chance, ["UTF-8''%", "UTF-8''%ff%fe", "UTF-8''..%2F..%2Fx", 'UTF-8', '']) },
    { 'X-Thread': 'x' },
    { 'Accept-Language': 'a-'.repeat(500) },
    { 'X-Forwarded-For': ', ,::::::::,' },
    { 'Content-Length': '-1' },
  ])
}

const inHeader = (text: string) => text.replace(/[^\x20-\x7e]/g, '').trim()

/** A lone half of a pair cannot be written in an address at all. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed()).slice(0, 8000)
