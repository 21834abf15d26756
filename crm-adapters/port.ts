/**
 * What any CRM must give us: `Crm` is its server face, `Host` its browser face.
 * Adapters implement both; nothing else in the product knows which CRM it lives in.
 */

export type HostName = 'bitrix24' | 'dynamics365'

/** A CRM entity a chat is bound to, e.g. `{ type: 'deal', id: '1204' }`. The id is the host's own. */
export interface RecordRef {
  type: string
  id: string
}

/** Tokens of one person (or of the installer) at the host. Secret: stored encrypted, never logged, never sent to a browser. */
export interface Grant {
  access: string
  refresh: string | null
  expiresAt: Date
  /** Whose it is, where that is known; only the log of calls reads it. */
  person?: string
}

/** Where a company's CRM is reached. Verified at installation; never taken from a browser's form. */
export interface Portal {
  host: HostName
  /** The tenant key: Bitrix24 `member_id`, Dataverse `organizationId`. Stable when the domain is renamed. */
  company: string
  /** Origin the widget is framed by, e.g. `https://demo.bitrix24.example`. */
  origin: string
  /** Where REST calls go, ends with `/`. */
  endpoint: string
}

/** Why a CRM did not answer as asked. Every failure at this edge is one of these names. */
export type CrmRefusal =
  /** The person may not see it. */
  | 'denied'
  /** An administrator lets only others use the application. */
  | 'restricted'
  /** The person is a guest at the host, whom it lets read no records. */
  | 'guest'
  /** The person has left. */
  | 'dismissed'
  /** It does not exist (any more). */
  | 'missing'
  /** The token is no longer good; renewing it helps, unless that has been tried. */
  | 'expired'
  /** The host no longer accepts the token, and renewing it would not help: the person must be proven again. */
  | 'revoked'
  /** The request is not what it claims to be: wrong token, wrong portal, another application's. */
  | 'forged'
  /** The request cannot be read as what the host sends. */
  | 'malformed'
  /** The host opened us outside of a record. */
  | 'elsewhere'
  /** The application is not installed at this portal, or the portal is gone. */
  | 'not_installed'
  /** The application was never given this right: an administrator has to install it again, or to confirm it. */
  | 'not_granted'
  /** The host is too old for it, or does not have it. */
  | 'unsupported'
  /** The portal's plan or its subscription to us has run out. */
  | 'unpaid'
  /** The host asks us to slow down; the question was not asked, or is to be asked again later. */
  | 'limited'
  /** Somebody at the host has stopped us by hand; asking again makes it worse. */
  | 'blocked'
  /** The host has another address now, which is yet to be verified: see `moved`. */
  | 'moved'
  /** The host did not answer in time or not at all. What was asked of it may have happened. */
  | 'unreachable'
  /** The host answered something we do not understand. */
  | 'broken'

/** `moved` is where the old address points; a claim of whoever holds that address now. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; reason: CrmRefusal; message: string; moved?: { host: string } }

/** One question to a host as it is remembered: what was asked and how that ended, never what was said. */
export interface HostCall {
  company: string
  at: Date
  /** As the host names it: `crm.item.get`, `batch`, `oauth/token`. */
  method: string
  /** Of a batch: its methods, and why one was refused. */
  commands: { method: string; reason?: CrmRefusal }[] | null
  /** Who asked, where that is known. */
  person: string | null
  record: RecordRef | null
  /** Null when it was answered as asked; of a batch, why it or the first of its commands was refused. */
  reason: CrmRefusal | null
  /** Of HTTP; null when nothing was sent, or nothing came back. */
  status: number | null
  /** Milliseconds from the question to its answer, waiting for our turn included. */
  ms: number
  /** How often the host had us ask again. */
  retried: number
}

/** Somebody the host knows. */
export interface CrmPerson {
  id: string
  name: string
  /** Job title as the host shows it, e.g. "Логист". */
  position: string | null
  photo: string | null
  /** Null when the host does not tell it of others. */
  admin: boolean | null
  active: boolean
}

/** What the card shows of its record; read from the host as that person, cached for seconds, never stored. */
export interface RecordContext {
  record: RecordRef
  title: string
  /** In the currency's main unit; null when the host hides it from this person. */
  amount: number | null
  /** ISO 4217. */
  currency: string | null
  stage: {
    name: string /** 1-based place among the funnel's open stages. */
    step: number
    steps: number
    outcome: 'open' | 'won' | 'lost'
  } | null
  funnel: string | null
  /** Person id at the host. */
  responsible: string | null
  /** `url` is a path of the host, for `Host.open`. */
  client: { name: string; url: string | null } | null
  /** ISO date. */
  closeDate: string | null
}

/** A sum in one currency; amounts in its main unit. */
export interface Sum {
  amount: number
  /** ISO 4217. */
  currency: string
}

/**
 * What surrounds a record at the host. A block is null when the host has nothing there or does not show it to this
 * person; reading it never fails the others.
 */
export interface RecordPanel {
  /** What the client has bought before: deals won that this person may see. */
  bought: { deals: number; sums: Sum[] } | null
  products: { name: string; quantity: number; unit: string | null; price: number }[] | null
  paid: { paid: Sum; of: Sum } | null
  invoices: { title: string; sum: Sum | null; stage: string | null; url: string }[] | null
  /** The newest first. */
  tasks:
    | {
        id: string
        title: string
        deadline: string | null
        responsible: string | null
        done: boolean
        url: string
      }[]
    | null
}

/** A request by which the host opens one of our pages, as plain values: the adapter reads nothing else of HTTP. */
export interface HostRequest {
  query: Record<string, string>
  form: Record<string, string>
}

/** A proven opening of a card by a person. */
export interface Opening {
  portal: Portal
  person: CrmPerson
  grant: Grant
  context: RecordContext
  /** BCP 47 language of the host's interface: `ru`, `uk`, `en`... */
  locale: string
}

/** A proven opening of the installer by an administrator (`person.admin`), or by somebody who is not one. */
export interface Installing {
  portal: Portal
  person: CrmPerson
  grant: Grant
  /** Shared secret the host sends with events and openings. */
  applicationToken: string | null
  scopes: string[]
  /** Null when the host does not say. */
  locale: string | null
}

/** What a portal has for us, as it said when we last bound our tabs there. */
export interface Capabilities {
  /** Rights the application has been granted, by the host's names. */
  scopes: string[]
  /** Where our pages are bound, by the host's names. */
  placements: string[]
  /** What the host tells us of, by its names. */
  events: string[]
  /** Of the calls we make, those this host does not know or allow: an old self-hosted one. */
  missing: string[]
  /** Of what hosts have in some plans only, what this one has. */
  features: string[]
  /** The portal's plan in the host's word. */
  plan: string | null
}

/** What our application's own authority at the host says of a grant: where its portal is today, and whether we are installed there. */
export interface Standing {
  portal: Portal
  installed: boolean
}

/** Something a host has told of itself. It may be late, doubled, reordered or made up: whoever acts on it asks again first. */
export type Hint =
  | { about: 'record'; what: 'changed' | 'moved' | 'deleted'; record: RecordRef }
  /** Somebody has come; that somebody has left no host tells. */
  | { about: 'person'; person: string }
  | { about: 'task'; task: string }
  /** Somebody has pressed a button of ours among a record's activities. */
  | { about: 'activity'; record: RecordRef; activity: string; action: string }
  | { about: 'application'; what: 'installed' | 'updated' | 'tested' }
  /** `clean`: the administrator wished our data gone as well. */
  | { about: 'application'; what: 'uninstalled'; clean: boolean }

/** An event as it arrived, unproven: read without asking anybody. */
export interface HostEvent {
  company: string
  /** To be compared with the installation's before anything else. */
  applicationToken: string | null
  /** The host's name of it. */
  name: string
  hint: Hint
  /** Whose action it was, where the host says so. */
  by: string | null
  /** The same for the same event, told again. */
  key: string
  /** Tokens of who installed or updated us; secret. */
  grant: Pick<Grant, 'access' | 'refresh'> | null
}

/** What we remember of an installation, as far as an adapter needs it to check a request. */
export interface Installation {
  portal: Portal
  applicationToken: string | null
}

/**
 * Something done at a host on our own behalf. `key` is the same at every try of the same deed, so that the host, or we by
 * asking it, can tell whether it has been done.
 */
export type Deed = { key: string } & /** An entry in the record's history. */
(
  | { do: 'note'; record: RecordRef; title: string; text: string }
  /** The one entry of a card that shows how many wait there: made, or brought up to date. Never a word of the talk. */
  | { do: 'anchor'; record: RecordRef; anchor: Anchor }
  /** Calls a person; a later notice of the same `tag` takes its place. `group` holds together those of one card. */
  | { do: 'notice'; to: string; tag: string; group: string; text: string; record: RecordRef }
  /** Takes back what called a person: it has been read. */
  | { do: 'unnotice'; to: string; tag: string }
  | {
      do: 'task'
      record: RecordRef
      title: string
      text: string
      responsible: string
      /** ISO 8601. */
      deadline: string | null
    }
  /** Lays a file where the host keeps a record's documents. */
  | { do: 'keep'; record: RecordRef; name: string; type: string; size: number; bytes(): Promise<Uint8Array> }
)

/** What a card's living entry at the host shows. */
export interface Anchor {
  /** Its id at the host; null when it has not been made yet. */
  known: string | null
  /** Who is to see it in his list of what to do. */
  responsible: string | null
  /** Over all internal threads of the card. */
  unread: number
  /** Client threads that wait for us. */
  unanswered: number
  threads: number
  /** When something was last said; ISO 8601. */
  lastAt: string | null
  /** BCP 47. */
  locale: string
}

/** What came of a deed. */
export interface Done {
  /** Of what was made, by the host; null where the host gives none. */
  id: string | null
  /** A path of the host where it can be looked at, for `Host.open`. */
  url: string | null
}

/** The server face of a CRM. Stateless: whoever calls keeps installations and grants. */
export interface Crm {
  readonly host: HostName
  /** Which company a request claims to come from; a claim only, to look up what is stored. */
  claimedCompany(request: HostRequest): string | undefined
  /** BCP 47 language a request asks for; a claim only, to word a refusal. */
  claimedLocale(request: HostRequest): string
  installing(request: HostRequest): Promise<Answer<Installing>>
  /** Binds our tabs and what we listen to, each once; safe to repeat. Says what the portal has for us. */
  register(portal: Portal, grant: Grant, publicUrl: string): Promise<Answer<Capabilities>>
  /** Reads what a host posts of itself; undefined when it is not what a host sends, or tells nothing of ours. Asks nobody. */
  event(body: string): HostEvent | undefined
  /** Proves that an event of our being installed or updated is true, and by whose hand. */
  reinstalling(event: Pick<HostEvent, 'company' | 'grant' | 'applicationToken'>): Promise<Answer<Installing>>
  /** `expired` when the grant is no longer good, which is also what becomes of it when we are uninstalled. */
  standing(portal: Portal, grant: Grant): Promise<Answer<Standing>>
  /** `portal` is what the host says today: it differs from the installation's after a rename. */
  opening(request: HostRequest, installation: Installation): Promise<Answer<Opening>>
  /**
   * Proves again who is there, for a session about to end: `access` is what the host's frame just minted.
   * The grant has no refresh token, for a frame hands out none: one kept earlier stays.
   */
  prove(portal: Portal, access: string): Promise<Answer<{ person: CrmPerson; grant: Grant }>>
  /** Reads a record as that person: the access check and the card's header in one. */
  record(portal: Portal, grant: Grant, ref: RecordRef): Promise<Answer<RecordContext>>
  /** What surrounds a record, read as that person in one round. */
  panel(portal: Portal, grant: Grant, ref: RecordRef): Promise<Answer<RecordPanel>>
  /**
   * What state each of these records is in, as a word that changes whenever the record does; a record the person does
   * not find there is left out.
   */
  revisions(
    portal: Portal,
    grant: Grant,
    refs: RecordRef[],
  ): Promise<Answer<{ ref: RecordRef; revision: string }[]>>
  /**
   * Does it once. `unreachable` leaves open whether it was done: ask `done` before trying again. Where repeating is
   * harmless by the host's own rules, `done` says null and it is simply repeated.
   */
  act(portal: Portal, grant: Grant, deed: Deed): Promise<Answer<Done>>
  /** Whether an earlier try of this very deed has been done; null when it has not. */
  done(portal: Portal, grant: Grant, deed: Deed): Promise<Answer<Done | null>>
  /** Which of these records the person may see. */
  visible(portal: Portal, grant: Grant, refs: RecordRef[]): Promise<Answer<RecordRef[]>>
  /** Colleagues, those who have left included as not `active`. */
  people(portal: Portal, grant: Grant): Promise<Answer<CrmPerson[]>>
  /** A fresh grant for a refresh token; `expired` when the host will never renew it again. */
  renew(portal: Portal, grant: Grant): Promise<Answer<Grant>>
}

/** The browser face: what the widget may ask of the page that frames it. */
export interface Host {
  readonly name: HostName
  /** Tells the host how tall we want to be, in CSS pixels; resolves to the height given. */
  fit(height: number): Promise<number>
  /** Opens a host page beside the card, e.g. `/crm/company/details/7/`. */
  open(path: string): void
  /** A fresh host token for this person, to prove a session again. */
  proof(): Promise<string>
  /** Lets the person choose colleagues in the host's own dialog. */
  selectPeople(): Promise<{ id: string; name: string }[]>
  /** Calls back with the host's theme now and whenever it changes. */
  onTheme(tell: (theme: 'light' | 'dark') => void): () => void
}
