import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { Refused } from './refused.ts'

const [QUOTE, BACKSLASH, COLON, OPENS, CLOSES] = ['"', '\\', ':', '{', '}'].map((sign) => sign.charCodeAt(0))

/**
 * Checks a part of a request against a schema, and documents it. The refusal names the fields that are wrong,
 * never what was sent in them. Where a name stands twice nobody knows which of the two is meant, so neither is taken.
 */
export function valid<Target extends 'json' | 'query' | 'param', Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, async (result, c) => {
    if (result.success) {
      // Read already, so that nobody waits.
      if (target !== 'json' || !namesTwice(await c.req.text())) return
      throw new Refused('bad_request', 'json: a name stands twice')
    }
    const fields = result.error.map((issue) =>
      issue.path?.map((part) => (typeof part === 'object' ? part.key : part)).join('.'),
    )
    throw new Refused('bad_request', `${target}: ${[...new Set(fields)].join(', ')}`)
  })
}

/** Whether an object in a JSON text has two members of one name, however that is written. One pass, whatever is in it. */
export function namesTwice(json: string): boolean {
  const objects: Set<string>[] = []
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at)
    if (sign === OPENS) objects.push(new Set())
    else if (sign === CLOSES) objects.pop()
    if (sign !== QUOTE) continue
    const end = endOfString(json, at)
    if (isName(json, end)) {
      const name: string = JSON.parse(json.slice(at, end))
      const names = objects.at(-1)
      if (names?.has(name)) return true
      names?.add(name)
    }
    at = end - 1
  }
  return false
}

/** Where the string that begins at `start` is over. */
function endOfString(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at + 1
}

function isName(json: string, end: number): boolean {
  let at = end
  while (json.charCodeAt(at) <= 32) at += 1
  return json.charCodeAt(at) === COLON
}
