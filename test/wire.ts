/** A line between nodes within the test: what one says all hear, unless it is cut. */
import type { Dial } from '../backend/live/bus-line.ts'

export function memoryWire() {
  const ears = new Map<(text: string) => void, (error: Error) => void>()
  const calls = new Set<() => void>()
  let cut = false
  let dialled = 0
  const said: string[] = []

  const dial: Dial = async (heard, broke) => {
    dialled += 1
    for (const look of calls) look()
    if (cut) throw new Error('the wire is cut')
    ears.set(heard, broke)
    return {
      async say(text) {
        if (cut) throw new Error('the wire is cut')
        said.push(text)
        for (const ear of ears.keys()) ear(text)
      },
      async hangUp() {
        ears.delete(heard)
      },
    }
  }

  return {
    dial,
    /** All that was ever said. */
    said,
    /** Resolves when it has been dialled so many times more. */
    dialledAgain(times: number) {
      const enough = dialled + times
      return new Promise<void>((resolve) => {
        calls.add(() => dialled >= enough && resolve())
      })
    },
    cut() {
      cut = true
      for (const broke of ears.values()) broke(new Error('the wire is cut'))
    },
    mend() {
      cut = false
    },
  }
}
