import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { Refused } from './refused.ts'

/**
 * Checks a part of a request against a schema, and documents it. The refusal names the fields that are wrong,
 * never what was sent in them.
 */
export function valid<Target extends 'json' | 'query' | 'param', Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, (result) => {
    if (result.success) return
    const fields = result.error.map((issue) =>
      issue.path?.map((part) => (typeof part === 'object' ? part.key : part)).join('.'),
    )
    throw new Refused('bad_request', `${target}: ${[...new Set(fields)].join(', ')}`)
  })
}
