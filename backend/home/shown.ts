/** Our own page over all cards. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { Bootstrap, LastMessage, Level, Opened, ShownPerson, ThreadKind } from '../shown.ts'

/** The same of our own page, over all cards. */
export interface HomeBootstrap extends Opened {
  home: {
    me: ShownPerson
    /** May see the company's settings and how the connection is. */
    admin: boolean
    /** May see how long things are kept and what is on hold. */
    oversees: boolean
    inbox: InboxPage
  }
}

/**
 * `mentions`: somebody has called me there. `unanswered`: I was called or asked, and have neither written nor reacted
 * since. `questions`: my answer, decision or confirmation is waited for.
 */
export type InboxFilter = 'all' | 'unread' | 'mentions' | 'unanswered' | 'questions'

/** A discussion of mine in the list over all my cards. */
export interface InboxRow {
  record: RecordRef
  /** The host does not show me the record: I was invited to the discussion. */
  invited?: true
  /**
   * As the host names the record; null while it does not say, and then nothing that was said is shown either: whether I
   * may still see it is not known.
   */
  named: { title: string; stage: string | null } | null
  thread: { id: string; kind: ThreadKind; title: string }
  lastSeq: number
  unread: number
  /** Somebody called me since I read. */
  mentioned: boolean
  /** Messages that wait for my answer; absent when there are none. */
  unanswered?: number
  lastMessage?: LastMessage
  /** When something was last said, or when it was opened. */
  at: string
  level?: Level
  mutedAt?: string
  closedAt?: string
}

/** A discussion I was invited to, opened from our own page: all a page of it needs that our own does not know already. */
export type Visited = Pick<Bootstrap, 'session' | 'card' | 'page' | 'limits'>

/** How many discussions of mine have something unread, and in how many an answer of mine is waited for. */
export interface InboxCounts {
  unread: number
  unanswered: number
}

/** Newest first. */
export interface InboxPage {
  rows: InboxRow[]
  /** Those whose words are shown. */
  people: ShownPerson[]
  /** Pass as `before` for older ones. */
  next?: string
  /** The host does not answer: some rows have no name. */
  silent: boolean
  /** Everything up to this event is in the page. */
  position: number
}
