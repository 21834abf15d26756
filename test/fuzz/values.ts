/** Values as a JSON schema wants them, and values nobody wants. */
import { newId } from '../../backend/ids.ts'

export type Chance = () => number

export interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
}

export const oneOf = <T>(chance: Chance, some: readonly T[]): T => some[Math.floor(chance() * some.length)]!

/** What fits a schema; `known` are ids and words that mean something where it is sent. */
export function fitting(schema: Schema, chance: Chance, known: readonly string[]): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return oneOf(chance, schema.enum)
  if (schema.anyOf) return fitting(oneOf(chance, schema.anyOf), chance, known)
  switch (schema.type) {
    case 'object':
      return object(schema, chance, known)
    case 'array': {
      const least = schema.minItems ?? 0
      const most = Math.min(schema.maxItems ?? 3, least + 3)
      const length = least + Math.floor(chance() * (most - least + 1))
      return Array.from({ length }, () => fitting(schema.items ?? {}, chance, known))
    }
    case 'integer':
    case 'number':
      return number(schema, chance)
    case 'boolean':
      return chance() < 0.5
    case 'null':
      return null
    default:
      return text(schema, chance, known)
  }
}

function object(schema: Schema, chance: Chance, known: readonly string[]) {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name]) => schema.required?.includes(name) || chance() < 0.6,
  )
  const made = wanted.map(([name, of]) => [name, fitting(of, chance, known)] as const)
  const more =
    typeof schema.additionalProperties === 'object'
      ? [[oneOf(chance, known), fitting(schema.additionalProperties, chance, known)] as const]
      : []
  return Object.fromEntries([...made, ...more])
}

function number({ minimum = 0, maximum = 100 }: Schema, chance: Chance) {
  const least = Math.max(minimum, -100)
  return least + Math.floor(chance() * (Math.min(maximum, least + 100) - least + 1))
}

function text({ pattern, format, maxLength = 200 }: Schema, chance: Chance, known: readonly string[]) {
  if (format === 'date-time') return new Date(1_795_000_000_000 + chance() * 2e9).toISOString()
  if (pattern?.includes('T')) return new Date(1_795_000_000_000 + chance() * 2e9).toISOString()
  if (pattern?.includes('[0-9a-f]{8}')) {
    const ids = known.filter((one) => one.length === 36)
    return chance() < 0.7 && ids.length > 0 ? oneOf(chance, ids) : newId()
  }
  if (pattern?.includes('\\d{4}-\\d{2}')) return `2026-11-${10 + Math.floor(chance() * 20)}`
  if (pattern?.includes(':')) return '09:30'
  if (pattern?.includes('Emoji')) return '👍'
  return oneOf(chance, [...known, 'Счёт оплатили?', 'a', 'customs']).slice(0, maxLength)
}

/** Takes what fits and spoils one place of it. */
export function spoiled(value: unknown, chance: Chance): unknown {
  const inside = Array.isArray(value) ? value.length > 0 : value !== null && typeof value === 'object'
  if (!inside || chance() < 0.25) return nobodyWants(chance)
  if (Array.isArray(value)) {
    const place = Math.floor(chance() * value.length)
    return value.map((one, at) => (at === place ? spoiled(one, chance) : one))
  }
  const parts = Object.entries(value as object)
  if (parts.length === 0 || chance() < 0.1)
    return { ...(value as object), [oddWord(chance)]: nobodyWants(chance) }
  const [name, part] = oneOf(chance, parts)
  return { ...(value as object), [name]: spoiled(part, chance) }
}

const odd = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u2066',
  '👩‍👩‍👧‍👦'.repeat(40),
  `e${'\u0301'.repeat(300)}`,
  '\ufdfa'.repeat(200),
  "'; drop table message; --",
  '" OR NEAR(a b, 1) * ^ : ( ) AND NOT',
  '%_\\%',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '99999999999999999999999999',
  '2026-02-30T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-00-00',
  'a'.repeat(5000),
  'я'.repeat(60_000),
  ' '.repeat(30_000),
  '\n'.repeat(3000),
  'http://'.repeat(1000),
  '@'.repeat(3000),
  '%ff%00%',
  '<script>alert(1)</script>',
]

const oddWord = (chance: Chance) => oneOf(chance, odd).slice(0, 40)

/** What no schema of ours means. */
export function nobodyWants(chance: Chance): unknown {
  return oneOf<() => unknown>(chance, [
    () => null,
    () => true,
    () => -1,
    () => 0.5,
    () => 2 ** 31,
    () => 2 ** 53 + 2,
    () => -(2 ** 63),
    () => 1e308,
    () => [],
    () => ({}),
    () => [[[[]]]],
    () => Array.from({ length: 2000 }, () => 'x'),
    () => JSON.parse('{"__proto__":{"admin":true}}'),
    () => ({ toString: 1, valueOf: null, length: -1 }),
    () => oneOf(chance, odd),
    () => oneOf(chance, odd),
    () => oneOf(chance, odd),
  ])()
}

/** Bodies that are no JSON, or more of it than anybody needs. */
export function brokenJson(chance: Chance): string {
  return oneOf(chance, [
    '',
    '{',
    'null',
    '"',
    '\u0000',
    '{"a":NaN}',
    '{"text":"\\ud800"}',
    '{"text":1,"text":2}',
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    '{"a":'.repeat(20_000),
    `{"text":"${'x'.repeat(250_000)}"}`,
    `{${Array.from({ length: 5000 }, (_, place) => `"k${place}":${place}`).join()}}`,
    `[${'1,'.repeat(60_000)}1]`,
  ])
}

export const oddText = (chance: Chance) => oneOf(chance, odd)
