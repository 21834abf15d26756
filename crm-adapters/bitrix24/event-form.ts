/** Forms as PHP writes them: `data[FIELDS][ID]=1204` is a map of maps. Somebody else's words, so everything has a limit. */

/** A value of such a form: text, or a map of values. */
export interface Fields {
  [name: string]: string | Fields
}

const KEYS_MOST = 1000
const DEPTH_MOST = 6
const LONGEST_NAME = 64

/** Undefined when it is none, is larger than any honest one, says something twice, or names what every object has. */
export function phpForm(body: string): Fields | undefined {
  const whole: Fields = Object.create(null)
  let count = 0
  for (const pair of pairsOf(body)) {
    count += 1
    const path = count <= KEYS_MOST ? pathOf(pair.name) : undefined
    if (!path || !put(whole, path, pair.value)) return undefined
  }
  return whole
}

// One at a time: ten thousand pairs are refused before they are all unescaped.
function* pairsOf(body: string): Generator<{ name: string; value: string }> {
  let start = 0
  while (start < body.length) {
    const end = body.indexOf('&', start)
    const pair = body.slice(start, end < 0 ? body.length : end)
    start = end < 0 ? body.length : end + 1
    for (const [name, value] of new URLSearchParams(pair)) yield { name, value }
  }
}

function pathOf(name: string): string[] | undefined {
  const [, first, rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  if (first === undefined) return undefined
  const path = [first, ...Array.from(rest.matchAll(/\[([^\]]*)\]/g), ([, key = '']) => key)]
  const allowed =
    path.length <= DEPTH_MOST && path.every((key) => key.length <= LONGEST_NAME && !OWN.has(key))
  return allowed ? path : undefined
}

const OWN = new Set(['__proto__', 'constructor', 'prototype'])

function put(whole: Fields, path: string[], value: string): boolean {
  let place = whole
  for (const key of path.slice(0, -1)) {
    const next: string | Fields = place[key] ?? Object.create(null)
    if (typeof next === 'string') return false
    place[key] = next
    place = next
  }
  const [last = ''] = path.slice(-1)
  // `x[]=` adds to a list; nothing we read is one, so its entries only have to be counted.
  const key = last === '' ? String(Object.keys(place).length) : last
  if (key in place) return false
  place[key] = value
  return true
}

/** A map within a form, empty when there is none. */
export function within(fields: Fields, name: string): Fields {
  const found = fields[name]
  return typeof found === 'object' ? found : {}
}

/** A text within a form, when it is of that shape. */
export function textIn(fields: Fields, name: string, shape: RegExp): string | undefined {
  const found = fields[name]
  return typeof found === 'string' && shape.test(found) ? found : undefined
}
