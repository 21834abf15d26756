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
}

/** Where a company's CRM is reached. Verified at installation; never taken from a browser's form. */
export interface Portal {
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
  /** It does not exist (any more). */
  | 'missing'
  /** The token is no longer good and could not be renewed. */
  | 'expired'
  /** The request is not what it claims to be: wrong token, wrong portal, another application's. */
  | 'forged'
  /** The request cannot be read as what the host sends. */
  | 'malformed'
  /** The host opened us outside of a record. */
  | 'elsewhere'
  /** The application is not installed at this portal, or the portal is gone. */
  | 'not_installed'
  /** The portal's plan or its subscription to us has run out. */
  | 'unpaid'
  /** The host asks us to slow down. */
  | 'limited'
  /** The host did not answer in time or not at all. */
  | 'unreachable'
  /** The host answered something we do not understand. */
  | 'broken'

export type Answer<T> = { ok: true; value: T } | { ok: false; reason: CrmRefusal; message: string }

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
  locale: string
}

/** What we remember of an installation, as far as an adapter needs it to check a request. */
export interface Installation {
  portal: Portal
  applicationToken: string | null
}

/** The server face of a CRM. Stateless: whoever calls keeps installations and grants. */
export interface Crm {
  readonly host: HostName
  /** Which company a request claims to come from; a claim only, to look up what is stored. */
  claimedCompany(request: HostRequest): string | undefined
  /** BCP 47 language a request asks for; a claim only, to word a refusal. */
  claimedLocale(request: HostRequest): string
  installing(request: HostRequest): Promise<Answer<Installing>>
  /** Binds our tabs to our addresses; safe to repeat. */
  register(portal: Portal, grant: Grant, publicUrl: string): Promise<Answer<void>>
  /** `portal` is what the host says today: it differs from the installation's after a rename. */
  opening(request: HostRequest, installation: Installation): Promise<Answer<Opening>>
  /**
   * Proves again who is there, for a session about to end: `access` is what the host's frame just minted.
   * The grant has no refresh token, for a frame hands out none: one kept earlier stays.
   */
  prove(portal: Portal, access: string): Promise<Answer<{ person: CrmPerson; grant: Grant }>>
  /** Reads a record as that person: the access check and the card's header in one. */
  record(portal: Portal, grant: Grant, ref: RecordRef): Promise<Answer<RecordContext>>
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
