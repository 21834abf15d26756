/** Ids of what the story knows by a number, the same at every start. */
import { createHash } from 'node:crypto'
import { codeOf } from './tables/tables.ts'

/** `d3650003-0000-4000-8000-000000001204`: the table's type code, then the number. */
export function guidOf(table: string, number: number): string {
  return `d365${digits(codeOf(table), 4)}-0000-4000-8000-${digits(number, 12)}`
}

/** In Entra a person has another id than in Dataverse, and in each tenant another one. */
export function objectIdOf(number: number, tenant: string): string {
  return `${tenant.slice(0, 8)}-0000-4000-8000-${digits(number, 12)}`
}

/** The same id for the same words. */
export function guidNamed(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0')
}
