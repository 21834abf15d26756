/** Parameters as PHP reads them: `filter[@id][0]=7` is a map in a map, and a map of 0, 1, 2... is a list. */

export type Params = Record<string, unknown>

export function fromQuery(query: string): Params {
  const params: Params = {}
  for (const [key, value] of new URLSearchParams(query)) put(params, pathOf(key), value)
  return listed(params) as Params
}

/** Query and body of a request together; the body wins. */
export async function paramsOf(request: Request): Promise<Params> {
  const query = fromQuery(new URL(request.url).search)
  return request.method === 'POST' ? { ...query, ...(await bodyOf(request)) } : query
}

async function bodyOf(request: Request): Promise<Params> {
  const type = request.headers.get('content-type') ?? ''
  if (type.includes('application/json')) {
    const text = await request.text()
    return text.trim() === '' ? {} : asParams(JSON.parse(text))
  }
  if (type.includes('multipart/form-data')) {
    const fields = [...(await request.formData())]
    const written = fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    const files = fields.flatMap(([name, value]) => (typeof value === 'string' ? [] : [named(name, value)]))
    return {
      ...fromQuery(new URLSearchParams(written).toString()),
      ...Object.fromEntries(await Promise.all(files)),
    }
  }
  return fromQuery(await request.text())
}

/** A file as calls bear it: its name, and its content in base64. */
async function named(field: string, file: File): Promise<[string, string[]]> {
  return [field, [file.name, Buffer.from(await file.arrayBuffer()).toString('base64')]]
}

export function asParams(value: unknown): Params {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

export function number(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export function isYes(value: unknown): boolean {
  return value === true || ['1', 'Y', 'true'].includes(text(value))
}

/** One value or a list of them, as a list. */
export function each(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return []
  return typeof value === 'object' ? Object.values(value) : [value]
}

function pathOf(key: string): string[] {
  const [name = '', ...rest] = key.split('[')
  return [name, ...rest.map((part) => part.replace(/\]$/, ''))]
}

function put(into: Params, [first = '', ...rest]: string[], value: string) {
  const key = first === '' ? String(Object.keys(into).length) : first
  if (key === '__proto__') return
  if (rest.length === 0) {
    into[key] = value
    return
  }
  if (typeof into[key] !== 'object') into[key] = {}
  put(into[key] as Params, rest, value)
}

function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [key, listed(one)] as const)
  const isList = entries.length > 0 && entries.every(([key], place) => key === String(place))
  return isList ? entries.map(([, one]) => one) : Object.fromEntries(entries)
}
