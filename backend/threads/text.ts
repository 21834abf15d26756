import { Refused } from '../refused.ts'
import { TEXT_MOST } from './limits.ts'

/**
 * Refuses what can't be kept exactly as written: nothing at all, too much, or characters no database can give back
 * (NUL, half a surrogate pair).
 */
export function checkText(text: string, mayBeEmpty = false) {
  if (!mayBeEmpty && text.trim() === '') throw new Refused('text_empty')
  // UTF-16 units are never fewer than characters: counting those is needed only past the limit.
  if (text.length > TEXT_MOST && [...text].length > TEXT_MOST) throw new Refused('text_too_long')
  if (text.includes('\0') || !text.isWellFormed())
    throw new Refused('bad_request', 'the text is not valid Unicode')
}

/** The beginning of a text on one line, for previews and quotes; never ends inside a character. */
export function firstLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 2)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= most
    ? line
    : `${[...line]
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
