/** What colleagues have said about each deal of the local portal: data only, placed on the calendar before `now`. */
import { pumps } from './pumps.ts'
import { type Spoken, spoken } from './sitting.ts'
import { aboutDeals } from './words-deals.ts'
import { romashka, romashkaCustoms, romashkaLogistics } from './words-romashka.ts'

export type { Spoken }

/**
 * Messages of a deal, oldest first, the newest minutes or hours before `now`; none for a deal nobody has talked about.
 * The same for the same `now` and `seed`. People of the common thread may all see the deal; those of a topic need not.
 */
export function conversation(deal: number, now: Date, seed = 1207): Spoken[] {
  if (deal === 1207) return pumps(now, seed)
  if (deal !== 1204) return spoken(aboutDeals[deal] ?? [], now)
  return merged([
    spoken(romashka, now),
    spoken(romashkaLogistics, now, 'topic:logistics'),
    spoken(romashkaCustoms, now, 'topic:customs'),
  ])
}

/** Several threads in one order of time; answers keep pointing at what they answer. */
function merged(threads: Spoken[][]): Spoken[] {
  const all = threads.flatMap((thread) => thread.map((line) => ({ line, thread })))
  const ordered = all.toSorted((a, b) => a.line.at.getTime() - b.line.at.getTime())
  const places = new Map(ordered.map(({ line }, place) => [line, place]))
  return ordered.map(({ line: { replyTo, ...line }, thread }) => {
    const answered = replyTo === undefined ? undefined : thread[replyTo]
    const place = answered && places.get(answered)
    return { ...line, ...(place !== undefined && { replyTo: place }) }
  })
}
