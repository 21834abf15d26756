/** Names of files: as they come in a header, as they are kept, as they go out. */
import { Refused } from '../refused.ts'

/** Characters of a name that is kept. */
const MOST = 200
const EXTENSION_MOST = 20

/** What hides or turns round the rest of a name: control characters, bidi marks and overrides, characters of no width. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu
/** What means something to some file system. */
const SEPARATORS = /[/\\:*?"<>|]/g
const BLANK = /[\s.]/

/**
 * The name in a header of the form `UTF-8''%D0%90.pdf` (RFC 8187).
 * @throws Refused `bad_request` when it is in another form
 */
export function decodeName(header: string | undefined): string {
  const [, encoded] = /^utf-8'[a-z0-9-]*'((?:[\w!#$&+.^`|~-]|%[0-9a-f]{2})+)$/i.exec(header ?? '') ?? []
  if (encoded === undefined)
    throw new Refused('bad_request', "X-File-Name: UTF-8''<percent-encoded> is needed")
  try {
    return cleanName(decodeURIComponent(encoded))
  } catch {
    throw new Refused('bad_request', 'X-File-Name is not UTF-8')
  }
}

/** A name that shows what it is and can be kept on any disk; its extension survives shortening. */
export function cleanName(name: string): string {
  const clean = trimmed(name.normalize('NFC').replace(UNSEEN, '').replace(SEPARATORS, '_'))
  if (clean === '') return 'file'
  const letters = [...clean]
  if (letters.length <= MOST) return clean
  const dot = letters.lastIndexOf('.')
  const extension = letters.length - dot <= EXTENSION_MOST && dot > 0 ? letters.slice(dot) : []
  return [...letters.slice(0, MOST - extension.length), ...extension].join('')
}

/** Without blanks and dots at its ends. A pattern for the end would take time by the square of their number. */
function trimmed(name: string): string {
  let end = name.length
  while (end > 0 && BLANK.test(name[end - 1]!)) end -= 1
  return name.slice(0, end).replace(/^[\s.]+/, '')
}

/** A name as names are compared: case, and how many spaces, do not count. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Content-Disposition (RFC 6266): a plain name for old clients, the true one for the others. */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encode(name)}`
}

function encode(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
