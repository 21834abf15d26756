/** Finds somebody in all that is stored: every place is gone through, a page after another, so that others have their turn. */
import { setImmediate as turn } from 'node:timers/promises'
import type { ErasureKind } from '../shown.ts'
import type { Reading, Store } from '../store/store.ts'
import { PLACES, type Place } from './places.ts'
import { type Key, keyOfRow, pageOf, type Row } from './rows.ts'
import { type KeyOf, placesIn, type Range, type Signs, wordsSaid } from './subject.ts'
import { textsIn } from './words-of.ts'

/** Who is looked for: by signs, and by the ids he has among our people. */
export interface Subject {
  signs: Signs
  keyOf?: KeyOf
  people: string[]
}

export interface Found {
  /** `message 0192...` */
  thing: string
  kind: ErasureKind
  place: Place
  row: Row
  texts: { text: string; places: Range[] }[]
  /** He has made it, or it tells what he has done. */
  authored: boolean
}

/** Rows of a page. */
const PAGE = 500
/** Of these he is the one they are about, or he has made them. */
const HIS: readonly ErasureKind[] = ['message', 'file', 'draft', 'address', 'person']

/** Every row in which he is; rows of one thing one after another in no order. */
export async function* findings(store: Store, company: string, subject: Subject): AsyncGenerator<Found> {
  for (const place of PLACES) {
    let after: Key | undefined
    while (true) {
      const from = after
      const rows = await store.read(company, (r) => pageOf(r, place, from, PAGE))
      for (const row of rows) {
        const found = foundIn(place, row, subject)
        if (found) yield found
      }
      const last = rows.at(-1)
      if (!last || rows.length < PAGE || place.key.length === 0) break
      after = keyOfRow(place, last)
      await turn()
    }
  }
}

/** What there is of him in a row; undefined when it is not about him. */
export function foundIn(place: Place, row: Row, { signs, keyOf, people }: Subject): Found | undefined {
  const texts = place.words.flatMap((column) => {
    return textsIn(row[column]).flatMap((text) => {
      const places = placesIn(text, signs, keyOf)
      return places.length > 0 ? [{ text, places }] : []
    })
  })
  const by = place.by === undefined ? undefined : row[place.by]
  const isLeft = row.erasedAt === null || row.erasedAt === undefined
  const authored = HIS.includes(place.kind) && people.includes(String(by)) && isLeft && !isVersion(place)
  if (texts.length === 0 && !authored && !isTrace(place, row, people)) return undefined
  return { thing: thingOf(place, row), kind: place.kind, place, row, texts, authored }
}

export function thingOf(place: Place, row: Row): string {
  const { kind, table, of } = place
  const key = of === undefined ? keyOfRow(place, row) : [row[of] as string]
  const name = kind === 'message' || kind === 'file' ? kind : table
  return [name, ...key].join(' ')
}

/** Place and key of a thing's own row. */
export function placeOfThing(thing: string): { place: Place; id: string } | undefined {
  const [name = '', ...key] = thing.split(' ')
  const place = PLACES.find(({ kind, table, of }) => of === undefined && (table === name || kind === name))
  return place && { place, id: key.join(' ') }
}

const isVersion = ({ table }: Place) => table === 'version'

/** From where he came: an address of the network and his browser stand beside each entry of his. */
function isTrace({ kind }: Place, { by, kept }: Row, people: string[]): boolean {
  return kind === 'audit' && people.includes(String(by)) && textsIn(kept).includes('from')
}

/** How many messages say each of these words and are not found yet, by its place among them. */
export async function countAlone(r: Reading, words: Signs, signs: Signs): Promise<number[]> {
  const counted = words.names.map(() => 0)
  const [messages] = PLACES
  for (let after: Key | undefined; messages; ) {
    const rows = await pageOf(r, messages, after, PAGE)
    for (const { text } of rows) {
      const said = wordsSaid(String(text), words)
      if (said.size > 0 && placesIn(String(text), signs).length === 0)
        for (const place of said) counted[place]! += 1
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = keyOfRow(messages, last)
  }
  return counted
}
