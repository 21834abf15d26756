/** `multipart/mixed` bodies, with the exact line ends the format asks for. */
import { ApiRefusal } from './refused.ts'

export interface Part {
  headers: Headers
  body: string
}

export const CRLF = '\r\n'

/** Parts of a body; lines must end with CRLF. */
export function partsOf(body: string, contentType: string): Part[] {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? bare
  if (!boundary) throw malformed('The content type names no boundary.')
  if (/(^|[^\r])\n/.test(body)) throw malformed('Lines must end with CRLF.')
  const [before = '', ...rest] = `${CRLF}${body}`.split(`${CRLF}--${boundary}`)
  const closing = rest.findIndex((part) => part.startsWith('--'))
  if (before.trim() || closing < 0) throw malformed('The body is not closed by its boundary.')
  return rest.slice(0, closing).map((part) => headed(part.replace(/^[ \t]*\r\n/, '')))
}

/** Headers up to an empty line, then everything else. */
export function headed(text: string): Part {
  const end = text.startsWith(CRLF) ? 0 : text.indexOf(CRLF + CRLF)
  const head = end < 0 ? text : text.slice(0, end)
  const headers = new Headers()
  for (const line of head.split(CRLF).filter(Boolean)) {
    const colon = line.indexOf(':')
    if (colon < 1) throw malformed(`'${line}' is no header.`)
    headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  return { headers, body: end < 0 ? '' : text.slice(end).replace(/^(\r\n){1,2}/, '') }
}

export function multipart(boundary: string, parts: string[]): string {
  return `${parts.map((part) => `--${boundary}${CRLF}${part}${CRLF}`).join('')}--${boundary}--${CRLF}`
}

// The documentation shows no code for it.
export const malformed = (why: string) => new ApiRefusal(400, '', `The batch is malformed: ${why}`)
