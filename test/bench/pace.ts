import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Offers work at a steady rate whatever becomes of it: the nth piece is due n/rate seconds from now, and its time counts
 * from then, so that waiting for its turn is not forgotten. Worker n does every nth piece.
 * @returns milliseconds of each piece
 */
export async function atRate(
  rate: number,
  seconds: number,
  workers: ((due: number) => Promise<unknown>)[],
): Promise<number[]> {
  const began = performance.now()
  const times: number[] = []
  await Promise.all(
    workers.map(async (work, first) => {
      for (let n = first; n < rate * seconds; n += workers.length) {
        const due = began + (n * 1000) / rate
        const early = due - performance.now()
        if (early > 0) await sleep(early)
        await work(due)
        times.push(performance.now() - due)
      }
    }),
  )
  return times
}

/** Does it again and again for a while, one after another with each worker; how often a second. */
export async function asFastAsPossible(
  seconds: number,
  workers: (() => Promise<unknown>)[],
): Promise<number> {
  const began = performance.now()
  let done = 0
  await Promise.all(
    workers.map(async (work) => {
      while (performance.now() - began < seconds * 1000) {
        await work()
        done += 1
      }
    }),
  )
  return (done * 1000) / (performance.now() - began)
}
