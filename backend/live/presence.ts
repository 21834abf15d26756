import type { ServerFrame } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'

/** A reload is not a departure: somebody is gone after this long without a window, in milliseconds. */
const GONE_AFTER = 5000

interface Looking {
  viewer: Viewer
  windows: number
  leaving?: NodeJS.Timeout
}

/** Who is looking at which card now. Not stored: it is true only while it lasts. */
export function presence<W extends { viewer: Viewer }>(
  tell: (viewer: Viewer, frame: ServerFrame, except?: W) => void,
) {
  const cards = new Map<string, Map<string, Looking>>()
  const keyOf = ({ company, record }: Viewer) => `${company} ${record}`

  return {
    here(viewer: Viewer): string[] {
      return [...(cards.get(keyOf(viewer))?.keys() ?? [])]
    },

    came(watcher: W) {
      const { viewer } = watcher
      const people = cards.get(keyOf(viewer)) ?? new Map<string, Looking>()
      cards.set(keyOf(viewer), people)
      const known = people.get(viewer.person)
      if (known) {
        known.windows += 1
        clearTimeout(known.leaving)
        return
      }
      people.set(viewer.person, { viewer, windows: 1 })
      tell(viewer, { presence: { person: viewer.person, online: true } }, watcher)
    },

    went({ viewer }: W) {
      const people = cards.get(keyOf(viewer))
      const looking = people?.get(viewer.person)
      if (!people || !looking) return
      looking.windows -= 1
      if (looking.windows > 0) return
      looking.leaving = setTimeout(() => {
        people.delete(viewer.person)
        if (people.size === 0) cards.delete(keyOf(viewer))
        tell(viewer, { presence: { person: viewer.person, online: false } })
      }, GONE_AFTER)
    },

    close() {
      for (const people of cards.values()) for (const { leaving } of people.values()) clearTimeout(leaving)
      cards.clear()
    },
  }
}
