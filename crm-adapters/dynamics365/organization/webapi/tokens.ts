/** A `$filter` in its words: names, literals, operators and parentheses. */
import { refusals } from './refused.ts'

export type Token =
  | { kind: 'name'; text: string }
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'mark'; text: '(' | ')' | ',' | ':' }

const patterns: [RegExp, (match: string) => Token | undefined][] = [
  [/^\s+/, () => undefined],
  [/^'(?:[^']|'')*'/, (match) => ({ kind: 'literal', value: match.slice(1, -1).replaceAll("''", "'") })],
  [
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
    (match) => ({ kind: 'literal', value: match.toLowerCase() }),
  ],
  [
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?/,
    (match) => ({ kind: 'literal', value: match }),
  ],
  [/^-?\d+(?:\.\d+)?/, (match) => ({ kind: 'literal', value: Number(match) })],
  [/^(?:true|false)\b/, (match) => ({ kind: 'literal', value: match === 'true' })],
  [/^null\b/, () => ({ kind: 'literal', value: null })],
  [/^[A-Za-z_@][\w./@]*/, (match) => ({ kind: 'name', text: match })],
  [/^[(),:]/, (match) => ({ kind: 'mark', text: match as '(' })],
]

export function tokensOf(filter: string): Token[] {
  const tokens: Token[] = []
  let rest = filter
  while (rest) {
    const found = patterns.flatMap(([pattern, make]) => {
      const [match] = pattern.exec(rest) ?? []
      return match ? [{ match, token: make(match) }] : []
    })[0]
    if (!found)
      throw refusals.badQuery(`Syntax error at position ${filter.length - rest.length} in '${filter}'.`)
    if (found.token) tokens.push(found.token)
    rest = rest.slice(found.match.length)
  }
  return tokens
}
