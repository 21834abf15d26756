import type { Employee } from '../data/people.ts'
import type { World } from '../world.ts'
import type { Params } from './params.ts'

export interface Call {
  world: World
  person: Employee
  params: Params
}

export interface Result {
  result: unknown
  total?: number
  next?: number
}

export type Method = (call: Call) => Result

/** A refusal as the portal words it; `extra` are further keys of its body. */
export class RestError extends Error {
  readonly code: string
  readonly status: 200 | 400 | 401 | 403 | 404 | 405 | 429 | 500 | 503
  readonly extra: Record<string, unknown>

  constructor(code: string, description: string, status: RestError['status'] = 400, extra = {}) {
    super(description)
    this.code = code
    this.status = status
    this.extra = extra
  }

  get body() {
    return { error: this.code, error_description: this.message, ...this.extra }
  }
}

export function adminOnly({ person }: Call) {
  if (!person.admin) throw new RestError('ACCESS_DENIED', 'Access denied!', 403)
}

export const PAGE = 50

/** A page of `all` from `start`; counted, unless `start` is -1. */
export function page<T>(all: T[], start: number): { rows: T[]; total: number; next?: number } {
  if (start < 0) return { rows: all.slice(0, PAGE), total: 0 }
  const from = start || 0
  const next = from + PAGE
  return { rows: all.slice(from, next), total: all.length, ...(next < all.length && { next }) }
}
