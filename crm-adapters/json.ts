/** Somebody else's JSON, read without believing its shape. */

export type Json = Record<string, unknown>

/** A JSON object, or an empty one: PHP writes an empty map as `[]`. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** A JSON list of objects, or an empty one. */
export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : []
}

export function number(value: unknown): number | null {
  return value === null || value === undefined || value === '' || !Number.isFinite(Number(value))
    ? null
    : Number(value)
}

/** Null when there is nothing but blanks. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
