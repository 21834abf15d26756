import { openLine } from '../line.ts'
import { served } from '../served.ts'
import { liveSocket } from '../socket.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { acknowledged, begin, send, settle, sitDown } from './senders.ts'

const DAY = 24 * 60 * 60_000
/** By how much the clock is wrong, one after the other, in days. */
const JUMPS = [1, 0, -1, 40, -2, 0]
const EACH = 10

export const clock: Drill = {
  name: 'clock',
  says: "the server's clock jumps by days, there and back",
  run: jump,
}

/** Order goes by numbers and not by the clock: nothing is refused, lost or turned round, whatever day it seems to be. */
export async function jump({ program }: Options): Promise<Outcome> {
  const server = await served(['--import', './test/faults/means/other-day.ts', ...program])
  try {
    const senders = await sitDown(server)
    const refused: string[] = []
    const closed: number[] = []
    for (const days of JUMPS) {
      const [first] = senders
      const socket = await liveSocket(server.url, { token: first!.token, after: 0 })
      await socket.until((frame) => 'present' in frame)
      void socket.closed.then((code) => closed.push(code))
      server.process.send({ wrongBy: days * DAY })
      for (const sender of senders) {
        // Sessions end by the clock; whoever is told so opens the card again.
        const { session } = await server.open(sender.person, sender.deal)
        sender.token = session.token
        const line = await openLine(server.url, sender.token)
        for (let n = 0; n < EACH; n += 1) {
          const { status, reason } = await send(line, sender, begin(sender))
          if (status >= 300) refused.push(`${days} days off: ${status} ${reason}`)
        }
        line.close()
      }
      socket.close()
      await socket.closed
    }
    const after = await settle(server, senders)
    return {
      figures: `${JUMPS.length} jumps of up to 42 days, ${acknowledged(senders)} acknowledged, ${refused.length} refused`,
      broken: [
        ...brokenPromises(after),
        ...new Set(refused),
        ...unless(
          !closed.includes(1006) && !closed.includes(1011),
          `sockets were closed with ${closed.join()}`,
        ),
        ...unless(server.process.exitCode === null, `it went down: ${server.said()}`),
      ],
    }
  } finally {
    await server.end()
  }
}
