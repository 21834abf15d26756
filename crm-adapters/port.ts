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

/**
 * `moved` is where the old address points; a claim of whoever holds that address now. `said` is what a rule of the
 * customer's own at the host tells the person who breaks it, in the customer's words; `message` is for the log.
 */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; reason: CrmRefusal; message: string; moved?: { host: string }; said?: string }

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
  /** Names of the departments he works in, the nearest first, the company itself left out; absent where the host has not been asked. */
  departments?: string[]
  /** Where he is written to; absent where the host does not tell. */
  email?: string | null
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
  /** The record it was made from: a deal's lead. Absent where there is none. */
  madeFrom?: RecordRef
  /** The record it was converted into, as far as this person is shown it. Absent where it was not. */
  convertedTo?: RecordRef
}

/** A sum in one currency; amounts in its main unit. */
export interface Sum {
  amount: number
  /** ISO 4217. */
  currency: string
}

/** A document of trade; `url` is a path of the host, for `Host.open`. */
export interface Paper {
  title: string
  sum: Sum | null
  stage: string | null
  url: string
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
  invoices: Paper[] | null
  /** Absent where a host keeps none beside a record. */
  quotes?: Paper[] | null
  orders?: Paper[] | null
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

/** A proven opening of one of our pages by a person. */
export interface Opening {
  portal: Portal
  person: CrmPerson
  grant: Grant
  /** The record whose card it is; null on our own page, in the host's menu. */
  context: RecordContext | null
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

/** What we would have of a host, by its names: what of it is there, `Capabilities` say. */
export type Wants = Pick<Capabilities, 'scopes' | 'placements' | 'events'>

/** A record as a list names it. */
export interface Glance {
  ref: RecordRef
  title: string
  /** Name of its stage; null when it has none, or the host does not tell it. */
  stage: string | null
}

/** How the way to a portal is just now, as far as this process knows. */
export interface Traffic {
  /** Questions that wait for their turn. */
  waiting: number
  /** Methods the portal refuses for now, having spent too much time on them; ISO 8601. */
  resting: { method: string; until: string }[]
  /** Portals not worth asking for a while: silent, or having told us to stop. */
  shut: boolean
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
  /** The company whose secret it shows, where that is another: a copy of its environment tells us of itself. */
  copyOf?: string
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
export type Deed = { key: string } /** An entry in the record's history. */ & (
  | { do: 'note'; record: RecordRef; title: string; text: string }
  /** The one entry of a card that shows how many wait there: made, or brought up to date. Never a word of the talk. */
  | { do: 'anchor'; record: RecordRef; anchor: Anchor }
  /**
   * Calls a person; a later notice of the same `tag` takes its place. `group` holds together those of one card, whose
   * card opens by `link`, the words after `text`. One without a record is of no card in particular.
   */
  | {
      do: 'notice'
      to: string
      tag: string
      group: string
      text: string
      link: string
      record: RecordRef | null
    }
  /** Takes back what called a person: it has been read. */
  | { do: 'unnotice'; to: string; tag: string }
  | {
      do: 'task'
      record: RecordRef
      /** Ours: a task made under it is not made again, whatever the `key`. */
      mark: string
      title: string
      /** What it is about; empty where its reader may not know. */
      text: string
      /** Words of a link to the record; null for none. */
      link: string | null
      responsible: string
      /** ISO 8601. */
      deadline: string | null
    }
  /** Lays a file where the host keeps a record's documents. */
  | {
      do: 'keep'
      record: RecordRef
      name: string
      type: string
      size: number
      /** Who may read it there, besides administrators. */
      readers: string[]
      /** Ids, by the host, of other files we keep for this record: none of them is this one, however alike. */
      others: string[]
      bytes(): Promise<Uint8Array>
    }
)

/** What a card's living entry at the host shows; with nothing unread it is completed. */
export interface Anchor {
  /** Its id at the host; null when none is known to have been made. */
  known: string | null
  /** Who is to see it in his list of what to do. */
  responsible: string
  /** Messages he has not read, over the threads that all who see the card may read. */
  unread: number
  /** In how many threads they are. */
  threads: number
  /** Somebody has written since it was shown last: one that was completed by hand is opened again only then. */
  fresh: boolean
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

/** A task at the host as it is now. */
export interface CrmTask {
  id: string
  title: string
  responsible: string | null
  /** ISO 8601. */
  deadline: string | null
  /** When it was completed, and by whom where the host says so; ISO 8601. */
  doneAt: string | null
  doneBy: string | null
  /** A path of the host, for `Host.open`. */
  url: string
}

/** What we remember between sending somebody to sign in and his coming back. Secret but for `url` and `state`. */
export interface SigningIn {
  /** Where his browser goes. */
  url: string
  /** Comes back with him: whose sign-in it is. */
  state: string
  nonce: string
  verifier: string
  tenant: string
  redirectUri: string
  /** The organization's origin at which he lends us his own rights. */
  lending: string | null
}

/** Somebody the host's identity provider has vouched for, as we have checked ourselves. */
export interface SignedIn {
  /** Of the identity provider, not of the CRM. */
  tenant: string
  object: string
  name: string
  /** What he signs in by; for people to read, never to know him by. */
  login: string | null
  /** His own rights at one organization, where those were asked for; secret, and gone within the hour. */
  lent: Grant | null
}

/** Of hosts whose people prove themselves to an identity provider, not by a form of the host. */
export interface SignIn {
  /** Origin of the provider's pages, for whom frames them. */
  readonly provider: string
  /** Where an administrator lets our application into his tenant: of that id, or of whichever he signs in at. */
  consent(to: { tenant?: string; redirectUri: string; state: string }): string
  /** Which tenant claims to have let us in; signing in is to prove it. `denied`: the administrator does not. */
  consented(state: string, query: Record<string, string>): Answer<string>
  /**
   * Where to send somebody of this portal's tenant, or of any when there is no portal yet. `silent` asks without showing
   * anything, `choose` lets him take another account than the one he is known by. `state` comes back with him: who sees it
   * on its way can neither read nor make one. `lending` is an organization's address at which he is to lend us his own
   * rights: an administrator setting up.
   */
  begin(to: {
    portal?: Portal
    redirectUri: string
    state?: string
    login?: string
    silent?: boolean
    choose?: boolean
    lending?: string
  }): Promise<Answer<SigningIn>>
  /**
   * Who has come back, by the query of his coming. `expired`: silence was not enough, ask without it. `denied`: he or his
   * administrator does not consent. `forged`: it is not the answer to what was begun.
   */
  finish(begun: SigningIn, query: Record<string, string>): Promise<Answer<SignedIn>>
  /** Which organization answers to our application at an address, as a page of its that frames us claims. */
  at(address: string): Promise<Answer<Portal>>
  /** Our word for what the host's page calls a record; undefined when its kind has no card. */
  record(table: string, id: string): RecordRef | undefined
  /** As `Crm.opening`; no record is for our own page. `locale` is the page's, as claimed. */
  opening(portal: Portal, who: SignedIn, record: RecordRef | null, locale: string): Promise<Answer<Opening>>
  /** As `Crm.prove`. */
  prove(portal: Portal, who: SignedIn): Promise<Answer<{ person: CrmPerson; grant: Grant }>>
  /** Who somebody is now whom we have proven before, by his grant. */
  still(portal: Portal, grant: Grant): Promise<Answer<CrmPerson>>
  /** As `Crm.installing`, for the organization at an address an administrator has typed. */
  installing(address: string, who: SignedIn): Promise<Answer<Installing>>
}

/** An organization an administrator has lent us his rights at, which he has proven to be his. */
export interface Lending {
  portal: Portal
  /** What the organization is called. */
  name: string
  person: CrmPerson
  /** His own rights; secret, and gone within the hour. */
  lent: Grant
}

/** What of ours is in an organization, besides what is on its forms. */
export interface BroughtIn {
  /** Version of our package there. */
  package: string | null
  /** The user our application acts as there. */
  user: boolean
  /** He has the role he needs. */
  role: boolean
}

/** A page of the host on which people look at records of one kind. */
export interface RecordForm {
  id: string
  /** As the host calls it, and the kind of its records. */
  name: string
  type: RecordRef['type']
  /** `old` names another server or another company than ours. */
  tab: 'there' | 'old' | 'none'
}

/** A form as it is and as it would be; the host's own way to write it down. */
export interface FormChange {
  form: RecordForm
  before: string
  after: string
}

/**
 * How an administrator brings us in step by step, with rights he has lent; absent where the host's own installer does it.
 * Every step may be repeated, and says `denied` where his rights do not suffice.
 */
export interface SettingUp {
  /** That the organization at the address is of the administrator's own tenant, and that he is one there. */
  prove(address: string, who: SignedIn): Promise<Answer<Lending>>
  broughtIn(to: Lending): Promise<Answer<BroughtIn>>
  /** `said` of a refusal is the organization's own word on what is wrong with it. */
  bringPackage(to: Lending, archive: Uint8Array): Promise<Answer<null>>
  /** Makes the user our application acts as, and gives him his role, which comes with the package. */
  admitUs(to: Lending): Promise<Answer<null>>
  forms(to: Lending, publicUrl: string): Promise<Answer<RecordForm[]>>
  /** With our tab, as it is to be; `without` takes it away. */
  change(to: Lending, form: string, publicUrl: string, without?: 'without'): Promise<Answer<FormChange>>
  /** Writes forms down and shows them to people. `malformed` when one is no longer as it was `before`: nothing is changed. */
  write(to: Lending, changes: FormChange[]): Promise<Answer<null>>
}

/** The server face of a CRM. Stateless: whoever calls keeps installations and grants. */
export interface Crm {
  readonly host: HostName
  readonly wants: Wants
  /** Absent where the host's own forms prove who is there: `installing`, `opening` and `prove` then take those. */
  readonly signIn?: SignIn
  readonly settingUp?: SettingUp
  /** What our application may do at every portal by itself, for what nobody in particular asks; absent where it may nothing. */
  readonly own?: Grant
  /** Which company a request claims to come from; a claim only, to look up what is stored. */
  claimedCompany(request: HostRequest): string | undefined
  /** BCP 47 language a request asks for; a claim only, to word a refusal. */
  claimedLocale(request: HostRequest): string
  installing(request: HostRequest): Promise<Answer<Installing>>
  /** Binds our tabs and what we listen to, each once; safe to repeat. Says what the portal has for us. */
  register(portal: Portal, grant: Grant, publicUrl: string): Promise<Answer<Capabilities>>
  /**
   * Reads what a host posts of itself; undefined when it is not what a host sends, or tells nothing of ours. Asks nobody.
   * `headers` by their names in lower case: some hosts show their secret there.
   */
  event(body: string, headers?: Record<string, string>): HostEvent | undefined
  /** Proves that an event of our being installed or updated is true, and by whose hand. */
  reinstalling(event: Pick<HostEvent, 'company' | 'grant' | 'applicationToken'>): Promise<Answer<Installing>>
  /** `expired` when the grant is no longer good, which is also what becomes of it when we are uninstalled. */
  standing(portal: Portal, grant: Grant): Promise<Answer<Standing>>
  /** `portal` is what the host says today: it differs from the installation's after a rename. */
  opening(request: HostRequest, installation: Installation): Promise<Answer<Opening>>
  /**
   * The same of somebody whom the host does not show the record he has come for: who he is, and which record that is.
   * Absent where people sign in: `SignIn.opening` proves them without a record.
   */
  visiting?(
    request: HostRequest,
    installation: Installation,
  ): Promise<Answer<{ opening: Opening; record: RecordRef }>>
  /**
   * Proves again who is there, for a session about to end: `access` is what the host's frame just minted.
   * The grant has no refresh token, for a frame hands out none: one kept earlier stays.
   */
  prove(portal: Portal, access: string): Promise<Answer<{ person: CrmPerson; grant: Grant }>>
  /** Reads a record as that person: the access check and the card's header in one. */
  record(portal: Portal, grant: Grant, ref: RecordRef): Promise<Answer<RecordContext>>
  /** Which record a missing one was merged into; null where the host cannot tell. */
  mergedInto(portal: Portal, grant: Grant, ref: RecordRef): Promise<Answer<RecordRef | null>>
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
  /** Whether a try of this very deed has been done; null when none has. `since`: no try of it is older. */
  done(portal: Portal, grant: Grant, deed: Deed, since: Date): Promise<Answer<Done | null>>
  /** These tasks as they are now; `gone` are those the host surely no longer has. */
  tasks(portal: Portal, grant: Grant, ids: string[]): Promise<Answer<{ tasks: CrmTask[]; gone: string[] }>>
  /** Which of these records the person may see. */
  visible(portal: Portal, grant: Grant, refs: RecordRef[]): Promise<Answer<RecordRef[]>>
  /** The names of these records; a record the person does not find there is left out. */
  glances(portal: Portal, grant: Grant, refs: RecordRef[]): Promise<Answer<Glance[]>>
  /** Has the host tell us of a test at once, as it tells us of everything: a hint `tested`. `mark` makes it differ from others. */
  knock(portal: Portal, grant: Grant, mark: string): Promise<Answer<null>>
  traffic(company: string): Traffic
  /** Where a browser finds a record's card; null where the host has none for its kind. */
  cardUrl(portal: Portal, ref: RecordRef): string | null
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
  /** Opens our chat of a record over this page; absent where a host shows it in the record's own card only. */
  openChat?(record: RecordRef): void
  /** A fresh host token for this person, to prove a session again. */
  proof(): Promise<string>
  /** Lets the person choose colleagues in the host's own dialog. */
  selectPeople(): Promise<{ id: string; name: string }[]>
  /** Shows how many messages wait, where the host has a place for it; 0 takes it away. Absent where it has none. */
  badge?(count: number): void
  /** Calls back with the host's theme now and whenever it changes. */
  onTheme(tell: (theme: 'light' | 'dark') => void): () => void
}
