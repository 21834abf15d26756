/**
 * What people are shown: the JSON of the HTTP and socket contract. Times are ISO 8601 strings in UTC,
 * sizes are bytes, a `seq` counts a thread's messages from 1 without gaps, a `position` counts a company's events likewise.
 */
import type {
  CrmRefusal,
  HostName,
  RecordContext,
  RecordForm,
  RecordPanel,
  RecordRef,
} from '../crm-adapters/port.ts'

import type { HandoverWhy } from './handover/shown.ts'

export type * from './handover/shown.ts'
export type * from './leaving/shown.ts'

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
  /** A guest from outside; who answers for him. */
  sponsor?: string
}

/** What one may do in the product. */
export type Standing = 'administrator' | 'head' | 'manager' | 'specialist' | 'observer' | 'compliance'

/** `all` the host shows; `own`: cards one answers for, and threads one is in. */
export type Reach = 'all' | 'own'

/** What of a record is shown beside its chat, and can be hidden. */
export type Field =
  | 'title'
  | 'client'
  | 'amount'
  | 'stage'
  | 'responsible'
  | 'closeDate'
  | 'bought'
  | 'paid'
  | 'invoices'
  | 'products'
  | 'tasks'

/** A kind of files, by the word the company has for it. */
export type FileClass = string

/** What somebody with a card open may do there. */
export interface Rights {
  standing: Standing
  write: boolean
  /** Open files, not only see that they are there. */
  documents: boolean
  /** Colleagues. */
  invite: boolean
  /** People from outside. */
  inviteGuests: boolean
  /** Read a private thread of others, with a reason. */
  supervise: boolean
}

/** A person's rights as administrators see them. */
export interface ShownStanding {
  person: ShownPerson
  standing: Standing
  /** It comes of what he is; nobody has said otherwise. */
  asItComes: boolean
  reach: Reach
  documents: boolean
}

export interface ShownStandings {
  people: ShownStanding[]
  /** What each standing is not shown of a record. */
  hidden: Record<Standing, Field[]>
  /** What each standing may do, whatever else is chosen. */
  rights: Record<Standing, Omit<Rights, 'standing' | 'documents'>>
  version: string
}

export type InviteState = 'pending' | 'accepted' | 'declined' | 'left' | 'revoked' | 'expired'

/** An invitation as those in its thread see it. */
export interface ShownInvite {
  id: string
  thread: string
  person: ShownPerson
  sponsor: ShownPerson
  guest: boolean
  state: InviteState
  fields: Field[]
  /** The first message he sees. */
  fromSeq: number
  at: string
  until: string
  endedAt?: string
  endedBy?: string
  /** Why it was declined. */
  reason?: string
  /** The message that says what came of it. */
  result?: string
  /** Of a guest: how it is with his link. `wantedAt`: he has asked for another. */
  link?: { until: string; usedAt?: string; wantedAt?: string; coded: boolean }
}

/** What a guest's link and code are, told once to whoever asked for them. */
export interface MadeLink {
  /** For the part after `#` of the guest page's address. */
  secret: string
  /** Six digits; null when none are asked. */
  code: string | null
  until: string
}

/** An invitation as the one invited sees it. */
export interface MyInvite {
  id: string
  thread: { id: string; title: string; kind: ThreadKind }
  record: RecordRef
  /** What the record is called; null where he is not to know. */
  title: string | null
  sponsor: ShownPerson
  at: string
  until: string
  acceptedAt?: string
}

/** A private thread of others, as somebody who may ask to read it sees it. */
export interface PrivateThread {
  id: string
  title: string
  members: ShownPerson[]
  openedAt: string
  /** I may read it until then. */
  until?: string
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
  /** Somebody wants it kept at the host, which has not taken it yet; or would not, when it says why. */
  keeping?: { at: string; by: string; refused?: CrmRefusal }
  /** The host keeps it among the record's documents, also when our copy is gone; `url` is a path of it, for `Host.open`. */
  kept?: { at: string; by: string; url: string | null }
}

/** A task at the host, made from a message. With neither `made` nor `refused` it is on its way there. */
export interface ShownTask {
  id: string
  title: string
  responsible: string
  deadline?: string
  /** Who asked for it, and when. */
  by: string
  at: string
  /** The host has it; `url` is a path of it, for `Host.open`. */
  made?: { url: string | null }
  /** The host would not make it; `said` is what a rule of the customer's own there tells people. */
  refused?: CrmRefusal
  said?: string
  doneAt?: string
  doneBy?: string
  /** When it was found deleted at the host. */
  goneAt?: string
  /** Who sees to it here since whoever is responsible at the host has left. */
  handedTo?: string
}

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
  /** The other side of that: the talk of this record, called so, goes on here. */
  | { what: 'took_over'; record: RecordRef; title: string; how: 'merged' | 'converted'; by: string | null }
  /** A task made from a message is completed. */
  | { what: 'task_done'; title: string; by: string | null }
  /** A question was not answered in time: who is called now. The next three tell of a message by its id and seq. */
  | { what: 'overdue'; message: string; seq: number; step: OverdueStep; people: string[]; by: null }
  /** Somebody was asked to decide, and has. A later one of the same request takes its place. */
  | { what: 'decided'; message: string; seq: number; yes: boolean; words: string; by: string }
  /** Who has not confirmed having read was reminded; by nobody: by the clock. */
  | { what: 'reminded'; message: string; seq: number; people: string[]; by: string | null }
  /** Something this person is not to know stands here: messages are counted without gaps. */
  | { what: 'veiled'; by: null }
  /** The next six tell of an invitation; `name` is of whoever is invited, whom not everybody knows yet. */
  | { what: 'invited'; person: string; name: string; by: string }
  | { what: 'came'; by: string }
  | { what: 'declined'; words: string; by: string }
  /** `message` says what came of it. */
  | { what: 'left'; message: string | null; seq: number | null; by: string }
  | { what: 'invite_ended'; person: string; name: string; how: 'revoked' | 'expired'; by: string | null }
  /** It ends soon: whoever answers for it is asked whether it is to last longer. */
  | { what: 'invite_ends'; person: string; name: string; sponsor: string; until: string; by: null }
  /** Whoever was called is away: another stands in for him. */
  | { what: 'stands_in'; person: string; absent: string; until: string; by: null }
  /** Somebody who is not in this private thread reads it, and says why. */
  | { what: 'supervised'; words: string; by: string }

/** Whom an unanswered question calls, one after the other: whoever was asked, a head, everybody who answers for the role. */
export type OverdueStep = 'person' | 'head' | 'pool'

/** What of a discussion rings for somebody: all that is said, what calls him, or nothing but what is urgent. */
export type Level = 'all' | 'calls' | 'none'

/** How somebody is told of what he has not seen. */
export type Channel = 'bell' | 'mail' | 'push'

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
  /** What rings for whoever has not chosen for himself. */
  level: Level
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

/** Who is asked: a role with those of it on duty at the time, or people by name. */
export interface Asked {
  role?: string
  people: string[]
}

/** Asked by the message's author in its text. Open while there is neither `answer` nor `withdrawnAt`; late after `deadline`. */
export interface ShownQuestion {
  to: Asked
  deadline: string
  /** Who has been called since it was not answered in time. */
  overdue?: { step: OverdueStep; people: string[] }
  /** The reply that answers it, and who said so. */
  answer?: { message: string; seq: number; by: string; at: string; markedBy: string }
  withdrawnAt?: string
}

/** Yes or no is asked by the message's author in its text. */
export interface ShownApproval {
  to: Asked
  /** Oldest first; the last one holds. */
  decisions: { id: string; yes: boolean; words: string; by: string; at: string }[]
  withdrawnAt?: string
}

/** What a deal was worth, as far as somebody was shown it. */
export interface DealNumbers {
  amount: number | null
  currency: string | null
  stage: string | null
  bought: RecordPanel['bought']
  paid: RecordPanel['paid']
}

/** The deal's numbers when approval was asked for, and now. */
export interface ComparedNumbers {
  asked: DealNumbers
  now: DealNumbers
}

/** People asked to confirm that they have read the message. */
export interface ShownAcknowledgement {
  by: string
  at: string
  people: { person: string; at?: string }[]
  remindedAt?: string
}

/** What a message of a situation carries besides its text. */
export interface ShownSituation {
  title: string
  /** What those who were called settle. */
  settles: string
  checklist: { text: string; doneAt?: string; doneBy?: string }[]
}

/** Something of the card worth keeping in sight, taken from a message. */
export interface ShownFact {
  id: string
  text: string
  thread: string
  message: string
  seq: number
  by: string
  at: string
  editedAt?: string
  editedBy?: string
}

/** What of a card waits or is settled beside its talk, newest first; open questions before the others. */
export interface CardMatters {
  questions: ShownMessage[]
  facts: ShownFact[]
}

export type Titles = Record<'ru' | 'uk' | 'en', string>

/** What people are asked about: customs, logistics... */
export interface Role {
  id: string
  title: Titles
  /** Beginnings of words in a job title, else in a department's name, that tell it. */
  words: string[]
  /** Who answers for it by name; a person named for any role is not told by his title. */
  people: string[]
  rota: Rota
  retiredAt?: string
}

/** Who is on duty; with neither, everybody who answers for the role. Times of day are `09:00` in the company's zone. */
export interface Rota {
  /** `days` are 1 for Monday to 7; a shift that ends before it begins goes on past midnight. */
  weekly: { days: number[]; from: string; until: string; person: string }[]
  /** Instead of the week's, all day; both days are included: `2026-12-24`. */
  dated: { from: string; to: string; person: string }[]
}

export interface WorkingHours {
  /** IANA name. */
  zone: string
  /** Monday first; null for a day off. */
  week: ({ from: string; until: string } | null)[]
  /** `2027-01-01` */
  daysOff: string[]
}

/** Roles and hours as administrators edit them, with what comes of them. */
export interface ShownDirectory {
  roles: Role[]
  hours: WorkingHours
  /** Answer for nothing, whatever their titles tell. */
  roleless: string[]
  /** Colleagues with what their titles tell. */
  people: (ShownPerson & { departments: string[]; told: string | null })[]
  version: string
  changed?: { at: string; by: ShownPerson | null }
}

/** Roles as somebody is offered them who wants to ask. */
export interface OfferedRoles {
  roles: { id: string; title: Titles; holders: string[]; onDuty: string[] }[]
  /** When a question asked now would be due: `hour` and `fourHours` are of working time, `noon` is of the next working day. */
  deadlines: Record<DeadlinePreset, string>
  /** Who can change the roles. */
  administrators: string[]
}

export type DeadlinePreset = 'hour' | 'fourHours' | 'noon'

/** What is done when something of this kind comes up. */
export interface Situation {
  id: string
  title: Titles
  /** Role ids. */
  roles: string[]
  settles: Titles
  checklist: Titles[]
  /** The first message. */
  opening: Titles
  retiredAt?: string
}

export interface ShownSituations {
  situations: Situation[]
  version: string
  changed?: { at: string; by: ShownPerson | null }
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

/** A role as everybody knows it. */
export interface ShownRole {
  id: string
  title: Titles
  /** Nobody is called by it any more. */
  retired?: true
  /** Who answers for it by an administrator's word, whatever his title. */
  named?: string[]
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

export interface MessagePage {
  /** By seq, newest last. */
  messages: ShownMessage[]
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
}

/** A place where somebody may sign in for a page that waits. */
export interface ShownTicket {
  /** Secret of the page. */
  ticket: string
  /** A path of ours for a window of its own, or a hidden frame with `&silent=1`. */
  url: string
}

/** How signing in stands; words to read where somebody has something to do. */
export interface SignInStands {
  stands: 'waiting' | 'signed_in' | 'consented' | 'refused'
  /** `ask` when nothing has gone wrong, and somebody only has to be asked. */
  reason?: string
  title?: string
  text?: string
}

/** How far an administrator has come in bringing us into his organization. */
export interface ShownSetup {
  organization: { name: string; address: string }
  /** Who has signed in. */
  person: string
  /** Versions of our package; null where it is not there, or has not been built here. */
  package: { there: string | null; ours: string | null }
  /** The user our application acts as there, and whether he has his role. */
  application: { user: boolean; role: boolean }
  /** Its people may sign in. */
  connected: boolean
  /** What it tells us of, and what it was not asked to yet. */
  events: { bound: number; lacking: string[] }
  forms: RecordForm[]
  /** Forms that can be put back as they were. */
  former: { form: string; name: string; changedAt: string }[]
}

/** The same of our own page, over all cards. */
export interface HomeBootstrap extends Opened {
  home: {
    me: ShownPerson
    /** May see the company's settings and how the connection is. */
    admin: boolean
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

/** When nothing rings for somebody, by the clock of his zone. */
export interface Quiet {
  /** `20:00`; past midnight when it ends before it begins. */
  from: string
  until: string
  /** Weekdays that are quiet from beginning to end: 1 is Monday. */
  days: number[]
}

/** How somebody wishes to be told of what he has not seen. */
export interface Wishes {
  /** Null: as the company has chosen. */
  level: Level | null
  channels: Record<Channel, boolean>
  quiet: Quiet | null
  /** IANA name. */
  zone: string
  /** Once a day: what is unread, unanswered and due. */
  summary: { at: string; by: 'bell' | 'mail' } | null
}

/** The same with what it meets. */
export interface ShownWishes {
  wishes: Wishes
  company: { level: Level; bell: boolean }
  /** Null where this server sends no mail. The host may know no address; then one may be given. */
  mail: {
    address: string | null
    from: 'host' | 'person' | null
    /** An address that is yet to be confirmed by the code sent there. */
    unconfirmed?: string
    /** Why the last letter came back. */
    refused?: { reason: LetterReason; said: string; at: string }
  } | null
  push: { key: string; devices: { id: string; name: string; addedAt: string }[] }
}

/** Why a letter or a push has not arrived. */
export type LetterReason =
  | 'no_address'
  /** The mail server knows no such mailbox. */
  | 'no_mailbox'
  | 'mailbox_full'
  /** The mail server will not have it, in its own words. */
  | 'refused'
  /** It does not let us in: a matter of the settings. */
  | 'login'
  | 'unreachable'
  /** It asks to be tried later. */
  | 'later'
  /** The browser no longer wants any. */
  | 'gone'

/** What came of a trial. */
export type Tried = { ok: true } | { ok: false; reason: LetterReason | CrmRefusal; said: string }

/** What the company's administrators have chosen, and when that was. */
export interface ShownChoices {
  choices: Choices
  /** To be given back with a change: whoever else has changed them meanwhile is not overruled unseen. */
  version: string
  chosen?: { at: string; by: ShownPerson | null }
}

/** How the connection with the host is, for its administrator. Names are the host's own; no token, no word of the talk. */
export interface Diagnosis {
  at: string
  /** The host's origin. */
  portal: string
  findings: Finding[]
}

export type Condition = 'ok' | 'attention' | 'broken'

/** One line of it. Times are ISO 8601, null for never. */
export type Finding = { state: Condition } & (
  | { about: 'address'; url: string; https: boolean; policy: string }
  | { about: 'placements'; bound: string[]; lacking: string[]; at: string | null }
  | { about: 'scopes'; granted: string[]; lacking: string[] }
  | {
      about: 'events'
      lacking: string[]
      lastAt: string | null
      /** Told and not yet acted on. */
      waiting: number
      failing: { name: string; at: string; tries: number; outcome: string; givenUp: boolean }[]
    }
  /** With whose rights we look after ourselves. */
  | { about: 'grant'; person: ShownPerson | null; renewedAt: string | null; deadAt: string | null }
  | {
      about: 'calls'
      /** In the last hour; milliseconds of those that took longest but one in twenty. */
      count: number
      refused: number
      repeated: number
      slow: number
      waiting: number
      resting: { method: string; until: string }[]
      shut: boolean
    }
  | { about: 'refusals'; calls: { at: string; method: string; reason: CrmRefusal; status: number | null }[] }
  | {
      about: 'errands'
      failed: { kind: string; record: string | null; reason: CrmRefusal; tries: number; at: string }[]
    }
  | { about: 'people'; readAt: string | null; present: number; left: number }
  | { about: 'plan'; plan: string | null; unpaidAt: string | null }
  /** Environments copied from the company's, which tell us of themselves; nothing they tell is acted on. Only where there are. */
  | { about: 'copies'; copies: { id: string; firstAt: string; lastAt: string }[] }
  | { about: 'version'; version: string; host: HostName; installedAt: string }
)

/** What came of asking the host for something on the diagnostics page; `refused` says why nothing did. */
export interface Attempt {
  at: string
  refused?: CrmRefusal
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
        | 'message.urgent'
        | 'message.pinned'
        | 'message.unpinned'
        | 'file.erased'
        | 'file.kept'
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
  /** Too far behind to be told one by one: take a fresh snapshot. */
  | { stale: true; head?: number }

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
