/** What the tile of a file says: up to four letters and one of five colours. */
export function tileOf(name: string): { letters: string; kind: FileKind } {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
  const letters = /^[\p{L}\p{N}]{1,4}$/u.test(ending) ? ending.toUpperCase() : ''
  return { letters, kind: kinds.find(([, endings]) => endings.includes(ending))?.[0] ?? 'other' }
}

export type FileKind = 'pdf' | 'sheet' | 'text' | 'picture' | 'other'

const kinds: [FileKind, string[]][] = [
  ['pdf', ['pdf']],
  ['sheet', ['xls', 'xlsx', 'csv', 'ods']],
  ['text', ['doc', 'docx', 'odt', 'rtf', 'txt', 'ppt', 'pptx']],
  ['picture', ['png', 'jpg', 'jpeg', 'gif', 'webp', 'heic', 'svg']],
]
