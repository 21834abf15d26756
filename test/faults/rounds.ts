/** Kills the server in the middle of sending, again and again, and looks at what is left. */
import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '../bench/texts.ts'
import { served } from '../served.ts'
import { type Aftermath, acknowledged, settle, sitDown, writeOn } from './senders.ts'

/** A kill comes up to so many milliseconds after enough was acknowledged. */
const LATER_MOST = 40

export interface Killed extends Aftermath {
  /** How many sends had no answer when the server died. */
  unanswered: number
  /** Milliseconds from each new start until it was ready. */
  ready: number[]
}

/**
 * Has people write, kills the server at a moment that only `seed` decides, and starts it again.
 * @param each at least so many are acknowledged before each kill
 */
export async function killInTheMiddle(
  program: string[],
  rounds: number,
  each: number,
  seed: number,
): Promise<Killed> {
  const chance = random(seed)
  const server = await served(program)
  try {
    const senders = await sitDown(server)
    const ready: number[] = []
    let unanswered = 0
    for (let round = 0; round < rounds; round += 1) {
      const wanted = acknowledged(senders) + Math.ceil(each * (1 + chance() / 4))
      let dead = false
      const writing = Promise.all(
        senders.map((sender) =>
          writeOn(server, sender, { stopped: () => dead, answered: ({ status }) => (dead ||= status === 0) }),
        ),
      )
      while (!dead && acknowledged(senders) < wanted) await sleep(5)
      await sleep(chance() * LATER_MOST)
      await server.stop('SIGKILL')
      await writing
      unanswered += senders.filter(({ sent }) => sent.at(-1)?.seq === undefined).length
      ready.push(await server.start())
    }
    return { ...(await settle(server, senders)), unanswered, ready }
  } finally {
    await server.end()
  }
}
