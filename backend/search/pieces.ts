/**
 * Where the words of a text are. A piece is a word, or what is written as one: a date, a sum, the number of an invoice
 * or a container, «INV-2024/15». Offsets are UTF-16 units, ends exclusive.
 */

export interface Part {
  start: number
  end: number
  text: string
}

export interface Piece extends Part {
  /** The words and numbers it consists of; the piece itself when it is one word. */
  parts: Part[]
}

// The apostrophe ʼ counts as a letter in Unicode, here it does not.
const LETTER = '[\\p{L}--ʼ]'
const SIGN = '[[\\p{L}\\p{N}\\p{M}]--ʼ]'
const WORD = `(?:${LETTER}|\\p{N})${SIGN}*(?:['’‘ʼ\`´](?=${LETTER})${SIGN}+)*`
/** «1 840 000» and «MSKU 123456 7» (ISO 6346) are one thing though written with spaces. */
const SUM = '\\d{1,3}(?:[ \\u00a0\\u2009\\u202f]\\d{3})+(?!\\p{N})'
const CONTAINER = '(?<![\\p{L}\\p{N}])\\p{L}{3}[UJZujz][ \\-]?\\d{6}[ \\-]?\\d(?![\\p{L}\\p{N}])'
const JOINT = `(?:[\\-‐‑–\\/._](?=${LETTER}|\\p{N})|(?<=\\d)[,:](?=\\d))`

const pieceAt = new RegExp(`${CONTAINER}|(?:${SUM}|${WORD})(?:${JOINT}${WORD})*`, 'gv')
/** Most pieces are one word and nothing else: they need not be looked through again. */
const word = /^[\p{L}--ʼ]+$/v
const partAt = new RegExp(`${SUM}|${WORD}`, 'gv')
/** «MSKU1234567» is known by «1234567», «20шт» by «20»; and «101 102 103» may be no sum. */
const manifold = /^(?=.*\p{N})(?=.*[\p{L}\s])[\p{L}\p{N}\p{M}\s]+$/u
const runAt = /\p{N}{2,}|(?:\p{L}\p{M}*){2,}/gu

/** The pieces of a text, in order. */
export function* pieces(text: string): Generator<Piece> {
  for (const [found, start] of matches(pieceAt, text)) yield pieceOf(found, start)
}

/** The same where nobody asks where they stand. */
export function writtenIn(text: string): string[] {
  return text.match(pieceAt) ?? []
}

/** A piece as it is written, with its parts. */
export function pieceOf(text: string, start = 0): Piece {
  const piece = { start, end: start + text.length, text }
  return { ...piece, parts: [...partsOf(piece)] }
}

function* partsOf({ text, start: offset }: Part): Generator<Part> {
  if (word.test(text)) return void (yield { start: offset, end: offset + text.length, text })
  for (const [part, at] of matches(partAt, text)) {
    const start = offset + at
    yield { start, end: start + part.length, text: part }
    if (!manifold.test(part)) continue
    for (const [run, within] of matches(runAt, part)) {
      yield { start: start + within, end: start + within + run.length, text: run }
    }
  }
}

function* matches(pattern: RegExp, text: string): Generator<[string, number]> {
  for (const { 0: found, index } of text.matchAll(pattern)) yield [found, index]
}
