/** Everybody who comes back, in a process of its own, so that what others are told is not counted late. Started by returning.ts. */
import { setTimeout as sleep } from 'node:timers/promises'
import { comeUntilLetIn, type Seat } from '../faults/crowd.ts'

export interface Wanted {
  url: string
  seats: Seat[]
  /** Messages each has missed. */
  missed: number
}

export interface Returned {
  /** Milliseconds from the first who came until each knew everything. */
  after: number[]
  failed: string[]
}

/** Milliseconds after which nobody waits any longer. */
const GIVEN_UP = 60_000

process.on('message', async ({ url, seats, missed }: Wanted) => {
  const began = performance.now()
  const patient = () => performance.now() - began < GIVEN_UP
  const after: number[] = []
  const failed = new Set<string>()
  const comeBack = async (seat: Seat) => {
    const known = new Set<string>()
    const all = Promise.withResolvers<void>()
    const heard = (message: string) => {
      if (known.add(message).size === missed) all.resolve()
    }
    const socket = await comeUntilLetIn(url, seat, heard, patient)
    const late = sleep(GIVEN_UP, undefined, { ref: false })
    await Promise.race([all.promise, late])
    if (known.size < missed) failed.add(`somebody knows ${known.size} of ${missed}`)
    else after.push(performance.now() - began)
    return socket
  }
  const sockets = await Promise.all(
    seats.map((seat) => comeBack(seat).catch((error) => void failed.add(String(error)))),
  )
  const returned: Returned = { after, failed: [...failed] }
  process.send!(returned)
  for (const socket of sockets) socket?.terminate()
  process.disconnect()
})
