/**
 * What people are shown: the JSON of the HTTP and socket contract. Times are ISO 8601 strings in UTC,
 * sizes are bytes, a `seq` counts a thread's messages from 1 without gaps, a `position` counts a company's events likewise.
 */
import type { HostName, RecordContext, RecordRef } from '../crm-adapters/port.ts'

export type Audience = 'internal' | 'client'
export type ThreadKind = 'team' | 'topic' | 'private' | 'backstage' | 'client'

export interface ShownPerson {
  id: string
  name: string
  /** Job title in the host's own words. */
  position: string | null
  /** Role of the company directory this person answers for: `customs`, `logistics`... */
  role: string | null
  photo: string | null
  /** When the person left the company; their words stay. */
  leftAt?: string
}

export interface ShownFile {
  id: string
  name: string
  /** As sniffed from the bytes, not as claimed. */
  type: string
  size: number
  /** SHA-256 of the bytes, hex: what is left to prove a file after it is gone. */
  hash: string
  /** Pixels, for images; given so that nothing moves when the picture arrives. */
  width?: number
  height?: number
  /** `GET /api/files/{id}?preview=1` has a small picture. */
  preview: boolean
  author: string
  at: string
  /** When the bytes go. */
  expiresAt: string
  /** When the bytes went; the name stays. */
  erasedAt?: string
}

/** What the host told of a record last. */
export interface Seen {
  /** Name of the stage. */
  stage: string | null
  funnel: string | null
  amount: number | null
  currency: string | null
  responsible: string | null
}

/**
 * What happened to the record at the host, told in the team's thread as a line that nobody has to read. `by` is the
 * person the host names, where it names one.
 */
export type Happened =
  | { what: 'stage'; from: string | null; to: string | null; by: string | null }
  | { what: 'funnel'; from: string | null; to: string | null; by: string | null }
  | { what: 'amount'; from: number | null; to: number | null; currency: string | null; by: string | null }
  | { what: 'responsible'; from: string | null; to: string | null; by: string | null }
  /** The record is gone from the host; the talk stays. */
  | { what: 'gone'; by: string | null }
  /** It is back. */
  | { what: 'back'; by: string | null }
  /** Its talk goes on in another record: after a merge, or a lead's conversion. */
  | { what: 'continued'; record: RecordRef; how: 'merged' | 'converted'; by: string | null }

/** What a company's administrators choose for all its people. */
export interface Choices {
  /** What is written into the record's history at the host. */
  mirror: {
    /** A file that was kept. */
    files: boolean
    /** A topic that was closed. */
    topics: boolean
  }
  /** An entry among the record's activities shows how many wait in its chat. */
  anchor: boolean
  /** Who is called and does not look is told by the host's bell. */
  notices: boolean
}

export interface Quote {
  id: string
  seq: number
  author: string
  /** The first line or so; empty when it was deleted. */
  text: string
  deletedAt?: string
}

export interface ShownMessage {
  id: string
  thread: string
  seq: number
  author: string
  /** Exactly as written, never HTML; empty once deleted. */
  text: string
  at: string
  editedAt?: string
  deletedAt?: string
  deletedBy?: string
  /** The id of the message answered, with what the quote shows. */
  replyTo?: string
  quote?: Quote
  files: ShownFile[]
  reactions: { emoji: string; people: string[] }[]
  /** Person ids, and roles as `role:customs`. */
  mentions: string[]
  pinnedAt?: string
  pinnedBy?: string
  /** Instead of a text: what happened to the record. Its author is empty. */
  happened?: Happened
}

export interface LastMessage {
  id: string
  seq: number
  author: string
  /** At most 120 characters, one line. */
  text: string
  at: string
  deletedAt?: string
  /** How many files came with it. */
  files: number
  happened?: Happened
}

/** A thread as one person sees it. */
export interface ShownThread {
  id: string
  kind: ThreadKind
  audience: Audience
  title: string
  role?: string
  lastSeq: number
  /** Read up to here by me. */
  readSeq: number
  /** `lastSeq - readSeq`, less my own among them. */
  unread: number
  /** Somebody called me by name or role since I read. */
  mentioned: boolean
  /** Person ids. */
  members: string[]
  /** How far each member has read. */
  reads: Record<string, number>
  lastMessage?: LastMessage
  mutedAt?: string
  closedAt?: string
  draft?: ShownDraft
  /** Pinned messages, newest pin first. */
  pins: ShownMessage[]
}

export interface ShownDraft {
  text: string
  replyTo?: string
}

export interface CardSnapshot {
  me: ShownPerson
  record: RecordRef
  context: RecordContext
  threads: ShownThread[]
  people: ShownPerson[]
  roles: { id: string; title: Record<'ru' | 'uk' | 'en', string> }[]
  /** Everything up to this event is in the snapshot: the cursor to go on from. */
  position: number
}

export interface MessagePage {
  /** By seq, newest last. */
  messages: ShownMessage[]
}

/** What the server knows when it draws the page, so that the first paint needs no further request. */
export interface Bootstrap {
  session: { token: string; expiresAt: string }
  host: HostName
  /** The only origin messages of the host's page may come from. */
  portal: string
  locale: string
  card: CardSnapshot
  /** The newest page of the thread that opens first. */
  page: { thread: string } & MessagePage
  limits: {
    /** Characters of a message. */
    text: number
    /** Bytes of a file. */
    file: number
    /** Seconds a message may be edited by its author. */
    editWindow: number
    /** Files of one message. */
    files: number
  }
}

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
        | 'message.pinned'
        | 'message.unpinned'
        | 'file.erased'
      data: { message: ShownMessage }
    }
  /** The thread as it is now and as the one who is told sees it. */
  | { topic: 'thread.opened'; data: { thread: ShownThread } }
  | { topic: 'thread.closed' | 'thread.reopened'; data: { thread: string; closedAt?: string } }
  /** Whoever joins has read everything so far: `unread` is 0. */
  | { topic: 'thread.joined' | 'thread.left'; data: { thread: string; person: ShownPerson; readSeq: number } }
  /** `unread` and `mentioned` are that person's, after the change. */
  | {
      topic: 'thread.read'
      data: { thread: string; person: string; readSeq: number; unread: number; mentioned: boolean }
    }
  /** The next three reach only the person they concern. */
  | { topic: 'thread.muted' | 'thread.unmuted'; data: { thread: string; mutedAt?: string } }
  | { topic: 'draft.saved'; data: { thread: string; draft?: ShownDraft } }
  | { topic: 'person.changed'; data: { person: ShownPerson } }
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
  /** Too far behind to be told one by one: take a fresh snapshot. */
  | { stale: true }

export type ClientFrame =
  | { token: string; after: number }
  | { typing: { thread: string; on: boolean } }
  /** Still looking: also keeps the session awake. */
  | { ping: true }

export interface SearchHit {
  message: ShownMessage
  record: RecordRef
  thread: { id: string; title: string; kind: ThreadKind }
  /** Where to highlight: offsets into `message.text`, in UTF-16 units, end exclusive. */
  marks: [number, number][]
}

export interface SearchPage {
  hits: SearchHit[]
  /** How many there are within the card; at most 200 are counted. */
  total: number
  /** Pass as `before` for older hits. */
  next?: string
}

/** The body of every error. */
export interface ShownError {
  error: { reason: string; message: string }
}
