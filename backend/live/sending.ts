/**
 * Messages sent over a card's socket, for programs that write much. Each is what HTTP takes, stored by the same verb, counted
 * under the same limits, and refused by the same names; what is spared is the request around it.
 */
import { z } from 'zod'
import { denialOf } from '../audit/denied.ts'
import type { Looks } from '../audit/looks.ts'
import type { Pace } from '../limits/pace.ts'
import { type RefusalDeps, refusalOf } from '../refusals.ts'
import { Refused } from '../refused.ts'
import type { From, Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { compose, sendMessage } from '../threads/messages.ts'
import { id, newMessage } from '../threads/new-message.ts'
import { namesTwice } from '../valid.ts'
import { encode, type Frame } from './watcher.ts'

/** Sent and not answered yet; as long as there are so many, no more is read of the socket. */
const UNANSWERED_MOST = 64

/** Whatever else is wrong with a message: by its id its sender can be told. */
const named = z.object({ send: z.looseObject({ id }) })
const whole = z.object({ send: newMessage.extend({ id, thread: id }) })

export interface SendingDeps extends RefusalDeps {
  store: Store
  signIn(token: string): Promise<Viewer>
  pace: Pick<Pace, 'ask'>
  looks: Pick<Looks, 'note'>
  failed(error: unknown): void
}

/** The socket of somebody who was let in. */
export interface Line {
  token: string
  from: From
  answer(frame: Frame): void
  /** Nothing is read of it until it is resumed. */
  pause(): void
  resume(): void
  /** His session is over. */
  end(): void
}

/** Takes a frame by which a message is sent, to answer it once it is stored; false for any other frame. */
export type Sending = (frame: unknown, text: string) => boolean

export function createSending(deps: SendingDeps) {
  const { store, signIn, pace, looks, failed } = deps

  return function sendingOver(line: Line): Sending {
    let unanswered = 0
    let lastIn: Promise<unknown> = Promise.resolve()

    return (frame, text) => {
      const sent = named.safeParse(frame)
      if (!sent.success) return false
      unanswered += 1
      if (unanswered === UNANSWERED_MOST) line.pause()
      // One after the other, so that they are stored in the order in which they were sent.
      const admitted = lastIn.then(() => admit(line))
      // Whoever is not let in is told so below.
      lastIn = admitted.catch(() => {})
      answer(sent.data.send.id, admitted, frame, text)
        .catch(failed)
        .finally(() => {
          unanswered -= 1
          if (unanswered === UNANSWERED_MOST - 1) line.resume()
        })
      return true
    }

    async function answer(id: string, admitted: Promise<Viewer>, frame: unknown, text: string) {
      let viewer: Viewer | undefined
      try {
        viewer = await admitted
        const seq = await send(viewer, frame, text)
        line.answer(encode({ ack: { id, seq } }))
      } catch (error) {
        await tellOf(error as Error, { viewer, from: line.from, frame })
        const { reason, after } = refusalOf(error as Error, { method: 'PUT', route: '/api/live' }, deps)
        line.answer(encode({ refused: { id, reason, ...(after !== undefined && { after }) } }))
        if (reason === 'session_over') line.end()
      }
    }
  }

  /** As the door does for each request. */
  async function admit({ token, from }: Line): Promise<Viewer> {
    const viewer = { ...(await signIn(token)), from }
    await pace.ask(viewer, 'changing')
    return viewer
  }

  function send(viewer: Viewer, frame: unknown, text: string): Promise<number> {
    const read = whole.safeParse(frame)
    if (!read.success || namesTwice(text)) throw new Refused('bad_request')
    const { id, thread, ...message } = read.data.send
    const draft = compose(message)
    return store.write(viewer.company, async (w) => {
      const { message } = await sendMessage(w, viewer, thread, id, draft)
      return message.seq
    })
  }

  /** What he was denied is in the log as the same request would be. */
  async function tellOf(
    error: Error,
    { viewer, from, frame }: { viewer: Viewer | undefined; from: From; frame: unknown },
  ) {
    const { data } = whole.safeParse(frame)
    const path = data ? `/api/threads/${data.send.thread}/messages/${data.send.id}` : '/api/live'
    const denial = denialOf(error, { viewer, from, method: 'PUT', path })
    // Who is denied is denied, whether or not it could be written down.
    if (denial) await looks.note(denial).catch(failed)
  }
}
