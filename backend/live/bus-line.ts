/** A bus over a line that may break: it is dialled again for ever, and what matters waits until it can be said. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Bus, busHint, type Ear } from './bus.ts'
import { createOutbox, isPassing } from './bus-outbox.ts'

/** An open line to whatever passes on what is said, to all who listen. */
export interface Line {
  /** Resolves when it has been passed on. */
  say(text: string): Promise<unknown>
  hangUp(): Promise<unknown>
}

/** Opens a line. `broke` may be called more than once. */
export type Dial = (heard: (text: string) => void, broke: (error: Error) => void) => Promise<Line>

/** Milliseconds between two tries, at first and at most. */
const AGAIN_FIRST = 50
const AGAIN_MOST = 2000
/** Milliseconds of silence after which the line is tried: one that broke without a word hears nothing for ever. */
const SILENT_MOST = 5000
/** Milliseconds in which the line answers when it is alive. */
const ANSWERS_WITHIN = 5000
/** Milliseconds a stop waits for what is still to be said. */
const LAST_WORDS = 1000

const spoken = z.object({ node: z.string(), hints: z.array(z.unknown()) })

export interface LineDeps {
  /** Told once when the line breaks, and of what could not be understood. */
  failed(error: unknown): void
  random?: () => number
}

export function busOver(dial: Dial, { failed, random = Math.random }: LineDeps): Bus {
  const node = randomUUID()
  const outbox = createOutbox(node)
  const stop = new AbortController()
  let wake = Promise.withResolvers<void>()
  let silent = false
  const trying = setInterval(() => {
    silent = true
    wake.resolve()
  }, SILENT_MOST).unref()
  let line: Line | undefined
  let attending: Promise<void> | undefined

  async function attend(ear: Ear) {
    let tries = 0
    while (!stop.signal.aborted) {
      const broken = Promise.withResolvers<never>()
      // Also when it breaks while nobody waits for it.
      broken.promise.catch(() => {})
      try {
        const mine = await dial((text) => hear(text, ear), broken.reject)
        line = mine
        ear.missed()
        await Promise.race([broken.promise, speak(mine, () => (tries = 0))])
      } catch (error) {
        // An outage is told once, however long.
        if (tries === 0) failed(new Error('the line to the other nodes broke', { cause: error }))
      } finally {
        await letGo()
      }
      await pause(Math.min(AGAIN_FIRST * 2 ** tries, AGAIN_MOST) * (0.5 + random() / 2))
      tries = Math.min(tries + 1, 10)
    }
  }

  /** Says what there is to say until the line is let go of, and something after every silence. */
  async function speak(mine: Line, answered: () => void) {
    while (line === mine) {
      const piece = outbox.next()
      await within(ANSWERS_WITHIN, mine.say(piece.text))
      piece.done()
      answered()
      silent = false
      while (line === mine && !silent && outbox.isEmpty()) {
        if (stop.signal.aborted) return
        wake = Promise.withResolvers()
        await wake.promise
      }
    }
  }

  async function letGo() {
    const mine = line
    line = undefined
    outbox.dropPassing()
    // It is gone for us, whether or not its other end agrees.
    await within(LAST_WORDS, mine?.hangUp() ?? Promise.resolve()).catch(() => {})
  }

  function hear(text: string, ear: Ear) {
    try {
      const { node: from, hints } = spoken.parse(JSON.parse(text))
      if (from === node) return
      for (const one of hints) {
        // A newer node may tell what we do not know yet.
        const hint = busHint.safeParse(one)
        if (hint.success) ear.heard(hint.data, from)
      }
    } catch (error) {
      failed(error)
    }
  }

  // Until the next try, or the end.
  const pause = (ms: number) => sleep(ms, undefined, { signal: stop.signal, ref: false }).catch(() => {})

  return {
    tell(hint) {
      if (!line && isPassing(hint)) return
      outbox.put(hint)
      if (line) wake.resolve()
    },
    listen(ear) {
      attending = attend(ear)
    },
    get deaf() {
      return line === undefined
    },
    async close() {
      clearInterval(trying)
      stop.abort()
      wake.resolve()
      await within(LAST_WORDS, attending ?? Promise.resolve()).catch(() => {})
      await letGo()
    },
  }
}

/** Rejects when it takes longer than so many milliseconds. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(late))
  })
}
