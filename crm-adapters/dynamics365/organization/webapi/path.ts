/** An OData path in its segments: `systemusers(id)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1)`. */

export interface Segment {
  name: string
  /** Between the parentheses; undefined without them. */
  argument: string | undefined
}

const CRM = 'Microsoft.Dynamics.CRM.'

export function segmentsOf(path: string): Segment[] {
  return split(path).map((part) => {
    const open = part.indexOf('(')
    const name = (open < 0 ? part : part.slice(0, open)).replace(CRM, '')
    return { name, argument: open < 0 ? undefined : part.slice(open + 1, part.lastIndexOf(')')) }
  })
}

/** Slashes within parentheses or quotes belong to a segment. */
function split(path: string): string[] {
  const parts: string[] = []
  let [part, depth, quoted] = ['', 0, false]
  for (const letter of path) {
    if (letter === "'") quoted = !quoted
    if (!quoted && letter === '(') depth += 1
    if (!quoted && letter === ')') depth -= 1
    if (letter === '/' && depth === 0 && !quoted) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].filter(Boolean)
}

/** Parameters of a function with their aliases replaced by what the query says of them. */
export function parametersOf(argument: string, query: URLSearchParams): Map<string, string> {
  const pairs = argument.split(',').filter(Boolean)
  return new Map(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [name.trim(), value.startsWith('@') ? (query.get(value) ?? '') : value]
    }),
  )
}
