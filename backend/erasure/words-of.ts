/** Texts within a value that is stored: a text itself, or those in JSON, their names too. */

/** What stands where something was erased. The same for everything, so that it tells nothing. */
export const ERASED = '▒▒▒'

export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value === 'object' && value !== null && !(value instanceof Date))
    return Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)])
  return []
}

/** The same value with each of its texts changed. */
export function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => changed(one, change))
  if (typeof value === 'object' && value !== null && !(value instanceof Date))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [change(name), changed(one, change)]),
    )
  return value
}

export function without(text: string, places: readonly (readonly [number, number])[]): string {
  let left = ''
  let from = 0
  for (const [start, end] of places) {
    left += text.slice(from, start) + ERASED
    from = end
  }
  return left + text.slice(from)
}
