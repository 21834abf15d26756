/** Conversations that have been going on for long, said through the verbs people's messages go through. */
import { newId } from '../../backend/ids.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { people, type World } from '../world.ts'

interface Talk {
  /** Who speaks, by turns. */
  by?: string[]
  /** Milliseconds between two messages. */
  apart?: number
  /** When the last one was said. */
  until?: Date
  /** What the nth says, from 1. */
  text?: (n: number) => string
}

const MINUTE = 60_000
/** Messages of one write, so that nobody else waits long for his. */
const AT_ONCE = 500

/** Fills a deal's team thread with so many messages, `Строка 1.` and on; answers with the thread's id. */
export async function fill(w: World, deal: string, count: number, talk: Talk = {}): Promise<string> {
  const { by = [people.head], apart = MINUTE, until = new Date(), text = (n) => `Строка ${n}.` } = talk
  const { team } = await w.open(people.head, deal)
  const at = (n: number) => new Date(until.getTime() - (count - n) * apart)
  for (let first = 1; first <= count; first += AT_ONCE) {
    await w.parts.store.write(w.company, async (writing) => {
      for (let n = first; n < first + AT_ONCE && n <= count; n++) {
        const viewer = { company: w.company, person: by[n % by.length]!, record: `deal:${deal}` }
        const said = compose({ text: text(n), files: [], mentions: [] })
        await sendMessage({ ...writing, now: at(n) }, viewer, team, newId(at(n).getTime()), said)
      }
    })
  }
  return team
}
