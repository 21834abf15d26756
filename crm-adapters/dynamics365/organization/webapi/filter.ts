/** `$filter`: the operators and the four functions the documentation lists, and one level of `any` and `all`. */
import { type Row, tiedTo } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { tableCalled, type World } from '../world.ts'
import { type Literal, literalAt } from './property.ts'
import { refusals } from './refused.ts'
import { type Token, tokensOf } from './tokens.ts'

export type Fits = (row: Row) => boolean

/** Which rows of the table are meant; refuses what the Web API does not understand. */
export function filterOf(world: World, table: Table, filter: string): Fits {
  return parsed(world, table, tokensOf(filter))
}

function parsed(world: World, table: Table, tokens: Token[], variable?: string): Fits {
  let place = 0
  const here = () => tokens[place]
  const named = (text: string) => {
    const token = here()
    const is = (token?.kind === 'name' || token?.kind === 'mark') && token.text === text
    if (is) place += 1
    return is
  }
  const expected = (text: string) => {
    if (!named(text)) throw refusals.badQuery(`'${text}' expected in the filter.`)
  }

  function either(): Fits {
    const first = both()
    if (!named('or')) return first
    const second = either()
    return (row) => first(row) || second(row)
  }

  function both(): Fits {
    const first = one()
    if (!named('and')) return first
    const second = both()
    return (row) => first(row) && second(row)
  }

  function one(): Fits {
    if (named('not')) {
      const denied = one()
      return (row) => !denied(row)
    }
    if (named('(')) {
      const inner = either()
      expected(')')
      return inner
    }
    const token = here()
    if (token?.kind !== 'name') throw refusals.badQuery('A property name is expected in the filter.')
    place += 1
    if (token.text in tests) return matched(tests[token.text]!)
    const [, collection = '', lambda] = /^(.+)\/(any|all)$/.exec(token.text) ?? []
    if (lambda) return some(collection, lambda)
    return compared(token.text)
  }

  function matched(test: (value: string, word: string) => boolean): Fits {
    expected('(')
    const property = name()
    expected(',')
    const word = String(literal()).toLowerCase()
    expected(')')
    const read = literalAt(world, table, own(property))
    return (row) => {
      const value = read(row)
      return typeof value === 'string' && test(value.toLowerCase(), word)
    }
  }

  function compared(property: string): Fits {
    const read = literalAt(world, table, own(property))
    const operator = name()
    const compare = comparisons[operator]
    if (!compare) throw refusals.badQuery(`The operator '${operator}' is not supported.`)
    const value = literal()
    return (row) => compare(read(row), value)
  }

  function some(collection: string, lambda: string): Fits {
    const known = table.collections?.[collection]
    if (!known) throw refusals.noProperty(collection, table.name)
    const target = tableCalled(world, known.table)
    expected('(')
    const whole = named(')')
    const inner = whole ? () => true : within(target)
    return (row) => {
      const tied = tiedTo(world.rows, known.through, row, known.table)
      return lambda === 'any' ? tied.some(inner) : tied.every(inner)
    }
  }

  /** `o:o/name eq 'x')`, up to its closing parenthesis. */
  function within(target: Table): Fits {
    const range = name()
    expected(':')
    const from = place
    let depth = 1
    while (depth > 0) {
      const token = here()
      if (!token) throw refusals.badQuery("')' expected in the filter.")
      if (token.kind === 'mark') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0
      place += 1
    }
    return parsed(world, target, tokens.slice(from, place - 1), range)
  }

  function name(): string {
    const token = here()
    if (token?.kind !== 'name') throw refusals.badQuery('A name is expected in the filter.')
    place += 1
    return token.text
  }

  function literal(): Literal {
    const token = here()
    if (token?.kind !== 'literal') throw refusals.badQuery('A value is expected in the filter.')
    place += 1
    return token.value
  }

  const own = (property: string) =>
    variable && property.startsWith(`${variable}/`) ? property.slice(variable.length + 1) : property

  const fits = either()
  if (place < tokens.length) throw refusals.badQuery('The filter goes on where its end is expected.')
  return fits
}

const tests: Record<string, (value: string, word: string) => boolean> = {
  contains: (value, word) => value.includes(word),
  startswith: (value, word) => value.startsWith(word),
  endswith: (value, word) => value.endsWith(word),
}

const comparisons: Record<string, (one: Literal, other: Literal) => boolean> = {
  eq: (one, other) => comparable(one) === comparable(other),
  ne: (one, other) => comparable(one) !== comparable(other),
  gt: (one, other) => ordered(one, other, (order) => order > 0),
  ge: (one, other) => ordered(one, other, (order) => order >= 0),
  lt: (one, other) => ordered(one, other, (order) => order < 0),
  le: (one, other) => ordered(one, other, (order) => order <= 0),
}

function ordered(one: Literal, other: Literal, is: (order: number) => boolean): boolean {
  return one !== null && other !== null && is(order(one, other))
}

/** Below zero when the first comes first; null comes before everything. */
export function order(one: Literal, other: Literal): number {
  const [a, b] = [comparable(one), comparable(other)]
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : 1
}

// Texts are compared without regard to case, moments whatever their zone.
function comparable(value: Literal): Literal {
  if (typeof value !== 'string') return value
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value.toLowerCase()
}
