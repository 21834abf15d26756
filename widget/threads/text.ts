/** What a message's text is made of. Text is never HTML: the pieces are drawn as elements, whatever they contain. */

export type Piece =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string; called: string }

/** Somebody the text may call, as `@label`. */
export interface Called {
  id: string
  label: string
}

// Ends at spaces, quotes, angle brackets, and characters that would turn the direction of what follows.
const link = String.raw`https?://[^\s<>"'\u0060\u200e\u200f\u202a-\u202e\u2066-\u2069]+`
const code = '`[^`\\n]+`'

export function piecesOf(text: string, called: Called[]): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const found of text.matchAll(pattern(called))) {
    const piece = pieceOf(found[0], called)
    if (found.index > end) pieces.push({ kind: 'text', text: text.slice(end, found.index) })
    pieces.push(piece)
    end = found.index + found[0].length
    if (piece.kind === 'link') end -= found[0].length - piece.text.length
    if (piece.kind === 'code') end = found.index + found[0].length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

function pattern(called: Called[]): RegExp {
  // The longest first, so that "@Анна Коваль" is not taken for "@Анна".
  const labels = called
    .map(({ label }) => label)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
  const mention = labels.length > 0 ? `|@(?:${labels.map(escaped).join('|')})(?![\\p{L}\\p{N}_])` : ''
  return new RegExp(`${code}|${link}${mention}`, 'giu')
}

function pieceOf(found: string, called: Called[]): Piece {
  if (found.startsWith('`')) return { kind: 'code', text: found.slice(1, -1) }
  if (found.startsWith('@')) {
    const name = found.slice(1).toLowerCase()
    const who = called.find(({ label }) => label.toLowerCase() === name)
    return who ? { kind: 'mention', text: found, called: who.id } : { kind: 'text', text: found }
  }
  const text = withoutTail(found)
  const href = safeAddress(text)
  return href ? { kind: 'link', text, href } : { kind: 'text', text: found }
}

/** Without the punctuation of the sentence around it, and without a bracket that was opened before it. */
function withoutTail(url: string): string {
  // Counted once: somebody may send an address with a hundred thousand brackets behind it.
  const counted = new Map([...'()', ...'[]', ...'{}'].map((bracket) => [bracket, count(url, bracket)]))
  let end = url.length
  for (; end > 0; end -= 1) {
    const last = url[end - 1]!
    const opening = { ')': '(', ']': '[', '}': '{' }[last]
    const left = counted.get(last) ?? 0
    if (opening ? left <= counted.get(opening)! : !/[.,;:!?…»”’*_~]/.test(last)) break
    counted.set(last, left - 1)
  }
  return url.slice(0, end)
}

/** The address as the browser will understand it, or nothing when it hides where it leads. */
function safeAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, username, password, href } = new URL(text)
  const web = protocol === 'https:' || protocol === 'http:'
  return web && !username && !password ? href : undefined
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

function escaped(label: string): string {
  return label.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
