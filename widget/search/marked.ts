/** A piece of a text, found or not. */
export interface Piece {
  text: string
  found: boolean
}

const before = 28
const after = 120

/** Cuts a long text around its first mark and splits it at the marks. Marks are sorted [start, end) in UTF-16 units. */
export function marked(text: string, marks: [number, number][]): Piece[] {
  const first = marks[0]?.[0] ?? 0
  const start = first > before ? boundary(text, first - before) : 0
  const end = Math.min(text.length, boundary(text, first + after))
  const pieces: Piece[] = []
  let at = start
  for (const [from, to] of marks) {
    if (from < at || from >= end) continue
    push(pieces, text.slice(at, from), false)
    push(pieces, text.slice(from, Math.min(to, end)), true)
    at = Math.min(to, end)
  }
  push(pieces, text.slice(at, end), false)
  if (start > 0) pieces.unshift({ text: '…', found: false })
  if (end < text.length) pieces.push({ text: '…', found: false })
  return pieces
}

function push(pieces: Piece[], text: string, found: boolean) {
  if (text) pieces.push({ text: text.replace(/\s+/g, ' '), found })
}

/** Not between the halves of a surrogate pair. */
function boundary(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}
