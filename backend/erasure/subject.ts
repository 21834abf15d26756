/**
 * Where a text speaks of somebody: by his name, a number, an address, an id of a channel, or words nobody else has. What is
 * looked for is compared by keys, so that the ledger can look for it again and tell nobody what it was.
 */
import { createRequire } from 'node:module'
import type { CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { ErasureSign } from '../shown.ts'
import { roots, rootsIn, sound } from './names.ts'

/** Makes of a plain key the one that is compared. */
export type KeyOf = (plain: string) => string

/** What is looked for, by keys. */
export interface Signs {
  /** Names and words: of each, the keys of its words in their order. */
  names: string[][][]
  words: string[][]
  phones: string[]
  /** Digits a number is compared by. */
  lengths: number[]
  emails: string[]
  ids: string[]
}

/** Begin and end in UTF-16 units, the end exclusive. */
export type Range = [start: number, end: number]

/** Digits a number has at least. */
const DIGITS_LEAST = 7
/** Signs of the country before a number. */
const PREFIX_MOST = 4

const TOKEN = /[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*|\p{N}+/gu
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const ID = /[\p{L}\p{N}_][\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu
const RUN = /\d(?:[\s().\-–—\u00a0]{0,3}\d)+/g

/** @param country where numbers without one are of */
export function signsOf(signs: readonly ErasureSign[], country: CountryCode, keyOf: KeyOf = plain): Signs {
  const texts = (kind: ErasureSign['kind']) => signs.flatMap((one) => (one.kind === kind ? [one.text] : []))
  const numbers = texts('phone').map((text) => nationalOf(text, country))
  return {
    names: texts('name').map((text) =>
      wordsIn(text).map((word) => roots(word).map((root) => keyOf(`n ${root}`))),
    ),
    words: texts('words').map((text) => wordsIn(text).map((word) => keyOf(`w ${sound(word)}`))),
    phones: numbers.map((number) => keyOf(`p ${number}`)),
    lengths: [...new Set(numbers.map(({ length }) => length))],
    emails: texts('email').map((text) => keyOf(`e ${text.trim().toLowerCase()}`)),
    ids: texts('id').map((text) => keyOf(`i ${idIn(text)}`)),
  }
}

/** Why a sign cannot be looked for; undefined when it can. */
export function wrongWith({ kind, text }: ErasureSign, country: CountryCode): string | undefined {
  if (kind === 'email') return text.trim().match(EMAIL)?.[0] === text.trim() ? undefined : 'no e-mail address'
  if (kind === 'phone')
    return nationalOf(text, country).length >= DIGITS_LEAST ? undefined : 'no telephone number'
  if (kind === 'id') return idIn(text).length >= 3 ? undefined : 'an id has three signs at least'
  const words = wordsIn(text)
  return words.length > 0 && words.join('').length >= 3 ? undefined : 'three letters at least'
}

/** A sign as its commitment is made: the same however it is written. */
export function canonical({ kind, text }: ErasureSign, country: CountryCode): string {
  if (kind === 'phone') return nationalOf(text, country)
  if (kind === 'id') return idIn(text)
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}

/** Where the text speaks of him, in order and never overlapping. */
export function placesIn(text: string, signs: Signs, keyOf: KeyOf = plain): Range[] {
  const { emails, ids } = indexOf(signs)
  const found: Range[] = [
    ...namesIn(text, signs, keyOf),
    ...(signs.emails.length > 0 ? whole(text, EMAIL, (one) => emails.has(keyOf(`e ${one}`))) : []),
    ...(signs.ids.length > 0 ? whole(text, ID, (one) => ids.has(keyOf(`i ${one}`))) : []),
    ...(signs.phones.length > 0 ? phonesIn(text, signs, keyOf) : []),
  ]
  return joined(found.sort(([a], [b]) => a - b))
}

function plain(key: string): string {
  return key
}

function wordsIn(text: string): string[] {
  return text.match(TOKEN) ?? []
}

/** `https://t.me/kotov` and `@kotov` are `kotov`. */
function idIn(text: string): string {
  return (text.trim().toLowerCase().match(ID) ?? []).at(-1) ?? ''
}

// It knows the numbers of all the world: much to load at every start for what is done a few times a year.
const require = createRequire(import.meta.url)
let parseNumber: typeof parsePhoneNumberFromString | undefined

/** Its digits without those of the country; all its digits when it is none of the world's numbers. */
function nationalOf(text: string, country: CountryCode): string {
  parseNumber ??= require('libphonenumber-js/max')
    .parsePhoneNumberFromString as typeof parsePhoneNumberFromString
  const number = parseNumber(text, country)
  return number?.isPossible() ? number.nationalNumber : text.replace(/\D/g, '')
}

/** The same as `Signs`, to be asked by a key. */
interface Index {
  /** Which words of which names have this root. */
  names: Map<string, { name: number; word: number }[]>
  words: Map<string, string[][]>
  emails: Set<string>
  ids: Set<string>
  phones: Set<string>
}

const indexes = new WeakMap<Signs, Index>()

function indexOf(signs: Signs): Index {
  const known = indexes.get(signs)
  if (known) return known
  const { emails, ids, phones } = signs
  const made: Index = {
    ...{ names: new Map(), words: new Map() },
    ...{ emails: new Set(emails), ids: new Set(ids), phones: new Set(phones) },
  }
  for (const [name, words] of signs.names.entries())
    for (const [word, keys] of words.entries())
      for (const key of keys) made.names.set(key, [...(made.names.get(key) ?? []), { name, word }])
  for (const sequence of signs.words)
    made.words.set(sequence[0]!, [...(made.words.get(sequence[0]!) ?? []), sequence])
  indexes.set(signs, made)
  return made
}

interface Token {
  start: number
  end: number
  text: string
  /** Which words of which names it may be: name -> word. */
  names: Map<number, number>
}

function namesIn(text: string, signs: Signs, keyOf: KeyOf): Range[] {
  if (signs.names.length + signs.words.length === 0) return []
  const index = indexOf(signs)
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: token, index: start }): Token => {
    const names = new Map<number, number>()
    if (signs.names.length > 0)
      for (const key of keysOf(token, keyOf))
        for (const { name, word } of index.names.get(key) ?? []) names.set(name, word)
    return { start, end: start + token.length, text: token, names }
  })
  const named = new Set(tokens.flatMap(({ names }) => [...names.keys()]))
  return [
    ...[...named].flatMap((name) => nameIn(tokens, name, signs.names[name]!.length)),
    ...(signs.words.length > 0 ? wordsOf(tokens, index, keyOf) : []),
  ]
}

/** Which of the names have a word that the text says, whether or not the others stand beside it. */
export function wordsSaid(text: string, signs: Signs): Set<number> {
  const index = indexOf(signs)
  const said = new Set<number>()
  for (const token of wordsIn(text))
    for (const key of keysOf(token, plain)) for (const { name } of index.names.get(key) ?? []) said.add(name)
  return said
}

const known = new Map<string, string[]>()
const KNOWN_MOST = 50_000

function keysOf(token: string, keyOf: KeyOf): string[] {
  if (keyOf !== plain) return rootsIn(token).map((root) => keyOf(`n ${root}`))
  let keys = known.get(token)
  if (!keys) {
    keys = rootsIn(token).map((root) => `n ${root}`)
    if (known.size >= KNOWN_MOST) known.clear()
    known.set(token, keys)
  }
  return keys
}

/** Two words of the name side by side in any order, with another between them at most; one of them beside an initial; or its only word. */
function nameIn(tokens: Token[], name: number, length: number): Range[] {
  const found: Range[] = []
  for (const [place, { start, end, names }] of tokens.entries()) {
    const word = names.get(name)
    if (word === undefined) continue
    if (length === 1) {
      found.push([start, end])
      continue
    }
    for (const next of [place + 1, place + 2]) {
      const other = tokens[next]?.names.get(name)
      if (other !== undefined && other !== word) found.push([start, tokens[next]!.end])
    }
    const [before, after] = [initials(tokens, place, -1), initials(tokens, place, 1)]
    if (before || after) found.push([before?.start ?? start, after?.end ?? end])
  }
  return found
}

/** The last of one or two initials beside a word. */
function initials(tokens: Token[], place: number, step: 1 | -1): Token | undefined {
  const [near, far] = [tokens[place + step], tokens[place + 2 * step]]
  if (!near || !isInitial(near)) return undefined
  return far && isInitial(far) ? far : near
}

const isInitial = ({ text }: Token) => /^\p{Lu}$/u.test(text)

function wordsOf(tokens: Token[], { words }: Index, keyOf: KeyOf): Range[] {
  const keys = tokens.map(({ text }) => keyOf(`w ${sound(text)}`))
  return keys.flatMap((key, place) =>
    (words.get(key) ?? []).flatMap((sequence): Range[] => {
      const isHere = sequence.every((one, n) => keys[place + n] === one)
      return isHere ? [[tokens[place]!.start, tokens[place + sequence.length - 1]!.end]] : []
    }),
  )
}

function whole(text: string, pattern: RegExp, isHis: (one: string) => boolean): Range[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index }): Range[] =>
    isHis(found.toLowerCase()) ? [[index, index + found.length]] : [],
  )
}

/** Numbers written with or without a country, in groups of any size. */
function phonesIn(text: string, signs: Signs, keyOf: KeyOf): Range[] {
  const { lengths } = signs
  const { phones } = indexOf(signs)
  const found: Range[] = []
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const digits = [...run].flatMap((sign, at) => (/\d/.test(sign) ? [{ sign, at: index + at }] : []))
    const written = digits.map(({ sign }) => sign).join('')
    for (const length of lengths) {
      for (let from = 0; from + length <= digits.length; from += 1) {
        const [first, last] = [digits[from]!.at, digits[from + length - 1]!.at]
        if (/\d/.test(text[last + 1] ?? '')) continue
        if (!phones.has(keyOf(`p ${written.slice(from, from + length)}`))) continue
        const isWhole = from <= PREFIX_MOST
        if (!isWhole && /\d/.test(text[first - 1] ?? '')) continue
        found.push([isWhole ? withPlus(text, index) : first, last + 1])
      }
    }
  }
  return found
}

function withPlus(text: string, start: number): number {
  const before = /[+(]+$/.exec(text.slice(Math.max(0, start - 2), start))
  return start - (before?.[0].length ?? 0)
}

function joined(sorted: Range[]): Range[] {
  const found: Range[] = []
  for (const [start, end] of sorted) {
    const last = found.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else found.push([start, end])
  }
  return found
}
