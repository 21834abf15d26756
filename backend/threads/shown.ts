/** Threads and messages as one person sees them. Times are ISO 8601; a `seq` counts a thread's messages from 1 without gaps. */
import type {
  Happened,
  Level,
  ShownAcknowledgement,
  ShownApproval,
  ShownFile,
  ShownQuestion,
  ShownSituation,
  ShownTask,
} from '../shown.ts'

export type Audience = 'internal' | 'client'

export type ThreadKind = 'team' | 'topic' | 'private' | 'backstage' | 'client'

export interface Quote {
  id: string
  seq: number
  author: string
  /** The first line or so; empty when it was deleted. */
  text: string
  /** Its text is in the CRM only, and to be asked for. */
  elsewhere?: true
  deletedAt?: string
}

export interface ShownMessage {
  id: string
  thread: string
  seq: number
  author: string
  /** Exactly as written, never HTML; empty once deleted. */
  text: string
  /** Its text is in the CRM only, and to be asked for: `TextsElsewhere`. */
  elsewhere?: true
  at: string
  editedAt?: string
  deletedAt?: string
  deletedBy?: string
  /** The id of the message answered, with what the quote shows. */
  replyTo?: string
  quote?: Quote
  files: ShownFile[]
  /** How many more came with it, of classes that I am not shown. */
  withheld?: number
  reactions: { emoji: string; people: string[] }[]
  /** Person ids, and roles as `role:customs`. */
  mentions: string[]
  /** Whom the roles among `mentions` have called: role id -> person ids, as they were on duty when it was sent. */
  called?: Record<string, string[]>
  /** Its author asked that it ring until it is seen. */
  urgentAt?: string
  pinnedAt?: string
  pinnedBy?: string
  tasks?: ShownTask[]
  question?: ShownQuestion
  /** It is the answer to the question of that message. */
  answers?: string
  approval?: ShownApproval
  acknowledgement?: ShownAcknowledgement
  situation?: ShownSituation
  /** Instead of a text: what happened to the record. Its author is empty. */
  happened?: Happened
}

export interface LastMessage {
  id: string
  seq: number
  author: string
  /** At most 120 characters, one line. */
  text: string
  /** Its text is in the CRM only, and to be asked for. */
  elsewhere?: true
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
  /** Messages that wait for my answer; absent when there are none. */
  unanswered?: number
  /** What of it rings for me, where I have chosen; `none` since `mutedAt`. */
  level?: Level
  mutedAt?: string
  closedAt?: string
  /** I see it from this message on. */
  fromSeq?: number
  /** I am not in it: I read it for a reason that I have said. */
  supervised?: true
  draft?: ShownDraft
  /** Pinned messages, newest pin first. */
  pins: ShownMessage[]
}

export interface ShownDraft {
  text: string
  replyTo?: string
}

export interface MessagePage {
  /** By seq, newest last. */
  messages: ShownMessage[]
}
