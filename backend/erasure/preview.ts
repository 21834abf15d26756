/** What was found of somebody, as those see it who decide: nothing is done by looking. */
import { holdsNow } from '../holds/held.ts'
import type { Secrets } from '../keys/secrets.ts'
import { leftOf } from '../parting/left.ts'
import { peopleById } from '../people/people.ts'
import { countElsewhere } from '../relay/entries.ts'
import type { ErasureFind, ErasurePreview } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { countryOf, type DecisionRow, decisionsOf, mustErasure, whoIs } from './asking.ts'
import { countAlone, type Found, findings, type Subject } from './finding.ts'
import { copiesIn, dossierCopies, shownCopies, textCopies } from './host-copies.ts'
import { judge, type Located, locate, recordOf, recordsIn } from './located.ts'
import { signsOf } from './subject.ts'
import { withheldFrom } from './withheld.ts'

export interface PreviewDeps {
  store: Store
  secrets: Secrets
}

/** Finds shown at once: nobody decides about more in one sitting. */
const SHOWN_MOST = 300
/** UTF-16 units shown before and after him, and texts of one thing. */
const AROUND = 90
const EXCERPTS_MOST = 3

export async function previewErasure(
  { store, secrets }: PreviewDeps,
  { company, person }: Visitor,
  id: string,
): Promise<ErasurePreview> {
  const { row, who, country, decisions } = await store.read(company, async (r) => {
    const found = await mustErasure(r, id)
    const decided = await decisionsOf(r, id)
    return {
      row: found,
      who: await whoIs(r, secrets, found),
      country: await countryOf(r),
      decisions: decided,
    }
  })
  const subject: Subject = { signs: signsOf(who.signs, country), people: who.people }
  const things = await findAll(store, company, subject)
  return store.read(company, async (r) => {
    const decided = new Map(decisions.map((one) => [one.thing, one]))
    const isUndecided = (thing: string) => Number(!decided.has(thing))
    const sorted = [...things].sort(([a], [b]) => isUndecided(b) - isUndecided(a))
    const holds = await holdsNow(r)
    const page = new Map<string, Placed>()
    for (const [thing, found] of sorted.slice(0, SHOWN_MOST))
      page.set(thing, { all: found, found: found[0]!, located: await locate(r, found[0]!) })
    const withheld = await withheldFrom(r, person, page)
    const finds: ErasureFind[] = []
    for (const [thing, placed] of page) {
      const { conflicts, choices } = await judge(r, holds, placed.all, placed.located, who.people)
      const find = await shownFind(r, thing, placed, decided.get(thing))
      const shown = { ...find, conflicts, choices }
      finds.push(withheld.has(thing) ? { ...shown, thread: null, excerpts: [], withheld: true } : shown)
    }
    const records = recordsIn([...page.values()].map(({ found, located }) => recordOf(found, located)))
    const left = dossierCopies(await leftOf(r, records))
    const there = [...copiesIn([...things.values()].flat()), ...(await textCopies(r, [...page.keys()]))]
    const host = await shownCopies(r, row.id, [...there, ...left])
    const elsewhere = await countElsewhere(r)
    const going = decisions.filter(({ decision }) => decision !== 'keep').length
    return {
      ...{ id, signs: who.signs, people: [...(await peopleById(r, who.people)).values()], finds },
      ...{ more: things.size > SHOWN_MOST, host, confirm: going },
      ...(elsewhere > 0 && { elsewhere }),
      alone: await aloneIn(r, subject, who.signs, country),
    }
  })
}

/** Everything of him, by thing, in the order of the places. */
export async function findAll(
  store: Store,
  company: string,
  subject: Subject,
): Promise<Map<string, Found[]>> {
  const things = new Map<string, Found[]>()
  for await (const found of findings(store, company, subject)) {
    const of = things.get(found.thing)
    if (of) of.push(found)
    else things.set(found.thing, [found])
  }
  return things
}

interface Placed {
  all: Found[]
  found: Found
  located: Located
}

async function shownFind(
  r: Reading,
  thing: string,
  { all, found, located: { covered, thread } }: Placed,
  decided: DecisionRow | undefined,
): Promise<Omit<ErasureFind, 'conflicts' | 'choices'>> {
  const ids = [covered.person, decided?.by].flatMap((one) => one ?? [])
  const known = await peopleById(r, ids)
  const at = found.place.at === undefined ? null : (found.row[found.place.at] as Date | null)
  return {
    ...{ thing, kind: found.kind, at: at?.toISOString() ?? null },
    by: covered.person === null ? null : (known.get(covered.person) ?? null),
    ...{ record: covered.record, thread: thread?.title || null },
    excerpts: all.flatMap(excerptsOf).slice(0, EXCERPTS_MOST),
    ...(found.authored && { authored: true }),
    ...(decided && {
      decided: {
        decision: decided.decision,
        ...(decided.reason && { reason: decided.reason }),
        ...{ by: known.get(decided.by) ?? null, at: decided.at.toISOString() },
      },
    }),
  }
}

function excerptsOf({ texts, row, authored }: Found): ErasureFind['excerpts'] {
  if (texts.length === 0 && authored) {
    const own = String(row.text ?? row.name ?? '')
    return own === '' ? [] : [{ text: own.slice(0, 2 * AROUND), marks: [] }]
  }
  return texts.map(({ text, places }) => {
    const start = Math.max(0, places[0]![0] - AROUND)
    const end = Math.min(text.length, places[0]![1] + AROUND)
    const marks = places.flatMap(([from, to]): [number, number][] =>
      to <= end ? [[from - start, to - start]] : [],
    )
    return { text: text.slice(start, end), marks }
  })
}

async function aloneIn(
  r: Reading,
  subject: Subject,
  signs: ErasurePreview['signs'],
  country: Awaited<ReturnType<typeof countryOf>>,
): Promise<ErasurePreview['alone']> {
  const words = signs.flatMap(({ kind, text }) => (kind === 'name' ? text.trim().split(/\s+/) : []))
  const said = new Set(signs.map(({ text }) => text.trim().toLowerCase()))
  const asked = [...new Set(words)].filter((word) => word.length > 2 && !said.has(word.toLowerCase()))
  if (asked.length === 0 || subject.signs.names.length === 0) return []
  const counted = await countAlone(
    r,
    signsOf(
      asked.map((text) => ({ kind: 'name', text })),
      country,
    ),
    subject.signs,
  )
  return asked.flatMap((word, place) => (counted[place]! > 0 ? [{ word, texts: counted[place]! }] : []))
}
