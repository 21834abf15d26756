/** What a text is found by: the same keys for «договір» and «договором», «счёт» and «счета», «4 200» and «4200». */
import { newStemmer } from 'snowball-stemmers'
import { type Part, type Piece, pieceOf, pieces, writtenIn } from './pieces.ts'
import { ukrainianStem } from './ukrainian.ts'

/** UTF-16 units of a term; more is not a word but data. */
const TERM_MOST = 64
/** UTF-16 units and words of a question that count. */
const QUERY_MOST = 1000
const WORDS_MOST = 12
/** Words whose terms are remembered. */
const KNOWN_MOST = 20_000
/** Letters from which the beginning of a word is worth asking for. */
const PREFIX_LEAST = 2

/** A word to be found: by any of its terms, or by what begins like it. */
export interface Wanted {
  stems: string[]
  prefix?: string
}

/** The terms a text is found by, each once. They consist of letters, digits and marks, nothing else. */
export function terms(text: string): string[] {
  const found = new Set<string>()
  for (const written of writtenIn(text)) for (const term of termsOf(written)) found.add(term)
  return [...found]
}

/** What a person asks for: all of these words, in any order. The last may be unfinished. */
export function wanted(asking: string): Wanted[] {
  const query = asking.slice(0, QUERY_MOST)
  const words: Wanted[] = []
  for (const asked of askedIn(query)) {
    if (words.length === WORDS_MOST) return words
    words.push({ stems: keysOf(asked) })
    if (asked.end < query.length) continue
    const prefix = plain(asked.text)
    if (prefix.length >= PREFIX_LEAST) words.at(-1)!.prefix = prefix
  }
  return words
}

/** Where a text has the words of a query; in order, never overlapping. */
export function marks(text: string, query: string): [number, number][] {
  const words = wanted(query)
  const stems = new Set(words.flatMap((word) => word.stems))
  const prefixes = words.flatMap((word) => word.prefix ?? [])
  const matches = (part: Part) =>
    keysOf(part).some((key) => stems.has(key) || prefixes.some((prefix) => key.startsWith(prefix)))

  const found: [number, number][] = []
  for (const piece of pieces(text)) {
    const matching = matches(piece) ? [piece] : piece.parts.filter(matches)
    for (const { start, end } of matching) {
      // Of a word and a run within it, only the longer is marked.
      if (start >= (found.at(-1)?.[1] ?? 0)) found.push([start, end])
    }
  }
  return found
}

/** A code is asked for as a whole, «из-за» word by word. */
function* askedIn(query: string): Generator<Part> {
  for (const piece of pieces(query)) {
    if (isCode(piece)) yield piece
    else yield* piece.parts
  }
}

/** The terms of a piece as it is written. */
const termsOf = remembered((written) => {
  const piece = pieceOf(written)
  return [...keysOf(piece), ...piece.parts.flatMap(keysOf)]
})

function keysOf(part: Part | Piece): string[] {
  // Joined words without a number, such as «из-за», are nothing beyond their parts.
  if ('parts' in part && part.parts.length > 1 && !isCode(part)) return []
  return keysOfWord(part.text)
}

const keysOfWord = remembered((text) => (isCode({ text }) ? [plain(text)] : stemsOf(plain(text))))

/** Works it out once for what is common. When too much is remembered all is forgotten: what is common is soon back. */
function remembered(workOut: (text: string) => string[]): (text: string) => string[] {
  const known = new Map<string, string[]>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const found = workOut(text)
    if (known.size >= KNOWN_MOST) known.clear()
    if (text.length <= TERM_MOST) known.set(text, found)
    return found
  }
}

const isCode = ({ text }: Pick<Part, 'text'>) => /\p{N}/u.test(text)

const cyrillic = /\p{Script=Cyrillic}/u
/** Letters other keyboards have in the same shape; in codes nobody sees which was typed. */
const LOOKALIKE: Record<string, string> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
}

/** A word or code in the spelling everybody's spelling is reduced to. */
function plain(written: string): string {
  // Normalising takes time by the square of the length, and nothing is that long.
  const lower = withoutAccents(written.slice(0, 4 * TERM_MOST).toLowerCase())
    .replaceAll('ё', 'е')
    .replaceAll('ґ', 'г')
  const letters = lower.replace(/ʼ|[^\p{L}\p{N}\p{M}]/gu, '')
  const shape = /\p{N}/u.test(letters)
    ? letters.replace(/[а-яі]/g, (letter) => LOOKALIKE[letter] ?? letter)
    : letters
  return shape.slice(0, TERM_MOST).replace(/[\ud800-\udbff]$/, '')
}

/** «é» is found by «e»; «й» and «ї» are letters of their own, but a stress mark is not. */
function withoutAccents(text: string): string {
  if (/^[ -~а-яёієґ’]*$/.test(text)) return text
  return text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC')
    .replace(/(?<=\p{Script=Cyrillic})\p{Mn}+/gu, '')
}

const russian = newStemmer('russian')
const english = newStemmer('english')

/** The language of a message is unknown and often mixed: a Cyrillic word is found as a Russian and as a Ukrainian one. */
function stemsOf(word: string): string[] {
  if (!cyrillic.test(word)) return [/^[a-z]+$/.test(word) ? english.stem(word) : word]
  return [...new Set([russian.stem(word) || word, ukrainianStem(word)])]
}
