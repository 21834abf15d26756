/**
 * What the nodes over one database tell each other. Only that something is so, by ids: each looks it up for itself, and
 * finds out later what it was not told. So a hint may get lost, come twice or out of order.
 */
import { z } from 'zod'

const id = z.string()
const card = { company: id, record: id, person: id }

export const busHint = z.discriminatedUnion('about', [
  /** The company's events have come so far. */
  z.object({ about: z.literal('said'), company: id, position: z.number().int() }),
  /**
   * Somebody must go, and what is remembered of him: a person, all of a company without one; on one card, or everywhere.
   * `invite_over`: only where he sees what he was invited to; `moved`: the same, and he comes again. `erased`: nothing of the
   * company is left.
   */
  z.object({
    about: z.literal('away'),
    company: id,
    person: id.optional(),
    record: id.optional(),
    reason: z.enum(['session_over', 'left', 'access_lost', 'invite_over', 'moved', 'erased']),
  }),
  /** The host has said that a record changed. */
  z.object({ about: z.literal('changed'), company: id, record: id }),
  z.object({ about: z.literal('typing'), ...card, thread: id, kind: id, on: z.boolean() }),
  /** Somebody looks at a card, or no longer does, on the node that says so. */
  z.object({ about: z.literal('here'), ...card }),
  z.object({ about: z.literal('left'), ...card }),
  /** A node that has just begun to listen wants to know who is where. */
  z.object({ about: z.literal('asking') }),
  /** A node stops: whoever was there comes back elsewhere. */
  z.object({ about: z.literal('stopping') }),
])

export type BusHint = z.infer<typeof busHint>
export type Away = Omit<Extract<BusHint, { about: 'away' }>, 'about'>

export interface Ear {
  /** @param node which of the others has told it */
  heard(hint: BusHint, node: string): void
  /** From now on the others can be heard: what they told before may have been missed. */
  missed(): void
}

export interface Bus {
  /** Tells the other nodes as soon as may be. Waits for nothing, never throws. */
  tell(hint: BusHint): void
  /** Begins to listen; called once. */
  listen(ear: Ear): void
  /** Nobody can be heard just now. */
  readonly deaf: boolean
  /** Says what is still to be said, for a moment, and hangs up. */
  close(): Promise<void>
}

/** There are no other nodes. */
export const alone: Bus = {
  tell() {},
  listen() {},
  deaf: false,
  async close() {},
}
