/** What the socket and the list of events tell. A `position` counts a company's events from 1 without gaps. */
import type { Level, ShownDraft, ShownFact, ShownMessage, ShownPerson, ShownThread } from '../shown.ts'

/**
 * What happened, as told to whoever is looking. Texts are not stored in events: what is told is what the message is now,
 * so a deletion reaches those who were away too.
 */
export type ShownEvent = { position: number } & (
  | {
      topic:
        | 'message.sent'
        | 'message.edited'
        | 'message.deleted'
        | 'message.reacted'
        | 'message.urgent'
        | 'message.pinned'
        | 'message.unpinned'
        | 'file.erased'
        | 'file.kept'
        | 'file.changed'
        | 'task.changed'
        | 'matter.changed'
      data: { message: ShownMessage }
    }
  /** The thread as it is now and as the one who is told sees it. */
  | { topic: 'thread.opened'; data: { thread: ShownThread } }
  | { topic: 'thread.closed' | 'thread.reopened'; data: { thread: string; closedAt?: string } }
  /** The thread is another record's from now on: it is no longer of this card. */
  | { topic: 'thread.moved'; data: { thread: string } }
  /** Whoever joins has read everything so far: `unread` is 0. */
  | { topic: 'thread.joined' | 'thread.left'; data: { thread: string; person: ShownPerson; readSeq: number } }
  /** `unread` and `mentioned` are that person's, after the change. */
  | {
      topic: 'thread.read'
      data: { thread: string; person: string; readSeq: number; unread: number; mentioned: boolean }
    }
  /** The next four reach only the person they concern. */
  | { topic: 'thread.levelled'; data: { thread: string; level?: Level; mutedAt?: string } }
  /** How many messages of the thread wait for that person's answer now. */
  | { topic: 'thread.awaits'; data: { thread: string; person: string; unanswered: number } }
  | { topic: 'draft.saved'; data: { thread: string; draft?: ShownDraft } }
  | { topic: 'person.changed'; data: { person: ShownPerson } }
  /** Without `fact` it was taken away. */
  | { topic: 'fact.changed'; data: { id: string; fact?: ShownFact } }
  /** The card's document kit is to be asked for again. */
  | { topic: 'kit.changed'; data: object }
)

export interface EventPage {
  events: ShownEvent[]
  /** The newest position of the company; may be past the last event given, for not everything concerns everybody. */
  head: number
}

/** What the socket says. `typing` and `presence` are not stored and have no position. */
export type ServerFrame =
  | { events: ShownEvent[]; head: number }
  | { head: number }
  | { typing: { thread: string; person: string; on: boolean } }
  | { presence: { person: string; online: boolean } }
  /** Ids of those looking at this card now; sent once after the greeting. */
  | { present: string[] }
  /** On our own page: discussions of mine that are to be asked for again, and whether the company's choices have changed. */
  | { moved: string[]; chosen: boolean; head: number }
  /** The message sent under this id is stored; sent again, it is answered the same. */
  | { ack: { id: string; seq: number } }
  /** It is not, and why, as by HTTP; `after`: seconds until it is worth sending again, where waiting helps. */
  | { refused: { id: string; reason: string; after?: number } }
  /** Too far behind to be told one by one: take a fresh snapshot. */
  | { stale: true; head?: number }

export type ClientFrame =
  | { token: string; after: number }
  | { typing: { thread: string; on: boolean } }
  /**
   * Sends a message, as `PUT /api/threads/{thread}/messages/{id}`; taken from the server's first frame on. Answered by `ack` or
   * `refused`. Messages are stored in the order in which they are sent; what has no answer may be stored, and is sent again.
   */
  | {
      send: {
        thread: string
        id: string
        text: string
        replyTo?: string
        files?: string[]
        mentions?: string[]
      }
    }
  /** Still looking: also keeps the session awake. */
  | { ping: true }
