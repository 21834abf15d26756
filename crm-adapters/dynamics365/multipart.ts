/** Several reads in one request: OData's `$batch` in its multipart form. docs: "Execute batch operations using the Web API". */

export interface Part {
  status: number
  /** As text; empty when there is none. */
  body: string
}

const LINE = '\r\n'

/** Only reads, each for itself: one that is refused leaves the others be. Headers are every part's own. */
export function batchOf(paths: string[], boundary: string, headers: Record<string, string>): string {
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const parts = paths.flatMap((path) => [
    `--${boundary}`,
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `GET ${path} HTTP/1.1`,
    ...own,
    '',
    '',
  ])
  return [...parts, `--${boundary}--`, ''].join(LINE)
}

/** The answers in the order of the questions; undefined when it is not such an answer. */
export function partsOf(contentType: string, text: string): Part[] | undefined {
  const boundary = /boundary="?([^";,\s]+)/i.exec(contentType)?.[1]
  if (!boundary) return undefined
  const pieces = text.split(new RegExp(`(?:^|\r?\n)--${escaped(boundary)}(?:--)?[ \t]*(?:\r?\n|$)`))
  return pieces.slice(1, -1).flatMap((piece) => partIn(piece) ?? [])
}

function partIn(piece: string): Part | undefined {
  const found = /^HTTP\/\d(?:\.\d)? (\d{3})[^\n]*\n([\s\S]*)/m.exec(piece)
  if (!found) return undefined
  const [, status, rest = ''] = found
  // Headers end at the first blank line; without one there is no body.
  const [, body = ''] = /^(?:[^\r\n]+\r?\n)*\r?\n([\s\S]*)$/.exec(rest) ?? []
  return { status: Number(status), body: body.trim() }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
