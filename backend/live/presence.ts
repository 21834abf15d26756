import type { ServerFrame } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { BusHint } from './bus.ts'

/** A reload is not a departure: somebody is gone after this long without a window, in milliseconds. */
const GONE_AFTER = 5000
/** Milliseconds after which a node that does not say again who is there counts as gone: two heartbeats, and some more. */
const FORGOTTEN_AFTER = 60_000

interface Looking {
  card: Card
  person: string
  windows: number
  leaving?: NodeJS.Timeout
  /** Other nodes where he looks at it too, and when each said so last. */
  elsewhere: Map<string, number>
}

type Card = Pick<Viewer, 'company' | 'record'>
type Somebody = Card & { person: string }

export interface PresenceDeps<W> {
  tell(card: Card, frame: ServerFrame, except?: W): void
  tellOthers(hint: BusHint): void
  /** Milliseconds that only go forward. */
  clock?: () => number
}

/** Who is looking at which card now, here or on another node. Not stored: it is true only while it lasts. */
export function presence<W extends { viewer: Viewer }>({
  tell,
  tellOthers,
  clock = () => performance.now(),
}: PresenceDeps<W>) {
  const cards = new Map<string, Map<string, Looking>>()
  const keyOf = ({ company, record }: Card) => `${company} ${record}`
  const find = (who: Somebody) => cards.get(keyOf(who))?.get(who.person)

  function meet({ company, record, person }: Somebody, except?: W): Looking {
    const card = { company, record }
    const people = cards.get(keyOf(card)) ?? new Map<string, Looking>()
    cards.set(keyOf(card), people)
    const known = people.get(person)
    if (known) return known
    const looking: Looking = { card, person, windows: 0, elsewhere: new Map() }
    people.set(person, looking)
    tell(card, { presence: { person, online: true } }, except)
    return looking
  }

  function partIfGone({ card, person, windows, leaving, elsewhere }: Looking) {
    if (windows > 0 || leaving || elsewhere.size > 0) return
    const people = cards.get(keyOf(card))
    people?.delete(person)
    if (people?.size === 0) cards.delete(keyOf(card))
    tell(card, { presence: { person, online: false } })
  }

  function* everybody(): Generator<Looking> {
    for (const people of [...cards.values()]) yield* [...people.values()]
  }

  /** Says of everybody here that he is. */
  function sayAgain() {
    for (const { card, person, windows, leaving } of everybody())
      if (windows > 0 || leaving) tellOthers({ about: 'here', ...card, person })
  }

  function forget(looking: Looking, node: string) {
    if (looking.elsewhere.delete(node)) partIfGone(looking)
  }

  return {
    here(viewer: Viewer): string[] {
      return [...(cards.get(keyOf(viewer))?.keys() ?? [])]
    },

    came(watcher: W) {
      const { company, record, person } = watcher.viewer
      const looking = meet(watcher.viewer, watcher)
      looking.windows += 1
      clearTimeout(looking.leaving)
      delete looking.leaving
      if (looking.windows === 1) tellOthers({ about: 'here', company, record, person })
    },

    went({ viewer }: W) {
      const looking = find(viewer)
      if (!looking) return
      looking.windows -= 1
      if (looking.windows > 0) return
      looking.leaving = setTimeout(() => {
        delete looking.leaving
        const { card, person } = looking
        tellOthers({ about: 'left', ...card, person })
        partIfGone(looking)
      }, GONE_AFTER)
    },

    sayAgain,

    hereElsewhere(who: Somebody, node: string) {
      meet(who).elsewhere.set(node, clock())
    },

    leftElsewhere(who: Somebody, node: string) {
      const looking = find(who)
      if (looking) forget(looking, node)
    },

    /** A node stops: its people come back to another, or are gone. */
    stoppedElsewhere(node: string) {
      const stops = clock()
      setTimeout(() => {
        for (const looking of everybody()) {
          // It may have come back, and they with it.
          if ((looking.elsewhere.get(node) ?? Infinity) <= stops) forget(looking, node)
        }
      }, GONE_AFTER).unref()
    },

    /** Says again who is here, and forgets those of whom nobody says it any more. */
    beat() {
      sayAgain()
      const before = clock() - FORGOTTEN_AFTER
      for (const looking of everybody())
        for (const [node, at] of looking.elsewhere) if (at < before) forget(looking, node)
    },

    close() {
      for (const { leaving } of everybody()) clearTimeout(leaving)
      cards.clear()
    },
  }
}
