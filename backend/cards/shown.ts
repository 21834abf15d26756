/** A card as one person sees it, and what its page knows when it is drawn. */
import type { HostName, RecordContext, RecordRef } from '../../crm-adapters/port.ts'
import type {
  HandoverWhy,
  MessagePage,
  MyInvite,
  Rights,
  ShownPerson,
  ShownRole,
  ShownThread,
  ShownTicket,
} from '../shown.ts'

/** What the host told of a record last. */
export interface Seen {
  /** What its talk is called when the record is gone. */
  title?: string
  /** Who it is about, by the host's name: tells a record it may have been merged into. */
  client?: string | null
  /** Name of the stage. */
  stage: string | null
  funnel: string | null
  amount: number | null
  currency: string | null
  responsible: string | null
}

export interface CardSnapshot {
  me: ShownPerson
  record: RecordRef
  context: RecordContext
  threads: ShownThread[]
  people: ShownPerson[]
  /** In the company's order; nobody is called any more by one that is retired. */
  roles: ShownRole[]
  /** Everything up to this event is in the snapshot: the cursor to go on from. */
  position: number
  rights: Rights
  /** The company keeps its texts in the CRM; absent where they are kept here. */
  storage?: 'relay'
  /** I see nothing of the record but threads I was invited to; these are my invitations to it. */
  invited?: MyInvite[]
  /** It has come to me from another, and I may read what I have to know of it. */
  handover?: { from: string | null; why: HandoverWhy; at: string }
  /** The record is gone from the host, and this person may say in which its talk goes on. */
  mayContinue?: true
  /** Talks of records gone from the host that this person may let go on here: they look as if merged into this one. */
  leftBehind?: LeftBehind[]
}

export interface LeftBehind {
  record: RecordRef
  title: string
  goneAt: string
}

/** What every page of ours is told when it is drawn. */
export interface Opened {
  session: { token: string; expiresAt: string }
  host: HostName
  /** The only origin messages of the host's page may come from. */
  portal: string
  locale: string
}

/** What the server knows when it draws a card's page, so that the first paint needs no further request. */
export interface Bootstrap extends Opened {
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

/** What the page knows of a card whose person has yet to sign in: the record is told by who frames it. */
export interface Awaiting extends Omit<Opened, 'session'> {
  /** Whose people may sign in. */
  company: string
  /** Where they may at first, so that nothing has to be asked for before. */
  ticket: ShownTicket
}
