/** Signing in at an identity provider, for hosts whose people prove themselves there. */
import type { Answer, CrmPerson, Grant, Installing, Opening, Portal, RecordRef } from '../port.ts'

/** What we remember between sending somebody to sign in and his coming back. Secret but for `url` and `state`. */
export interface SigningIn {
  /** Where his browser goes. */
  url: string
  /** Comes back with him: whose sign-in it is. */
  state: string
  nonce: string
  verifier: string
  /** On premises the organization's own origin stands for it. */
  tenant: string
  redirectUri: string
  /** The organization's origin at which he lends us his own rights. */
  lending: string | null
}

/** Somebody the host's identity provider has vouched for, as we have checked ourselves. */
export interface SignedIn {
  /** Of the identity provider, not of the CRM; on premises the organization's own origin, and its id of him. */
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
  /** Origin of the pages a portal's people sign in on, for whom frames them. */
  provider(portal: Portal): string
  /** Where an administrator lets our application into his tenant: of that id, or of whichever he signs in at. */
  consent(to: { tenant?: string; redirectUri: string; state: string }): string
  /** Which tenant claims to have let us in; signing in is to prove it. `denied`: the administrator does not. */
  consented(state: string, query: Record<string, string>): Answer<string>
  /**
   * Where to send somebody of this portal's tenant, or of any when there is no portal yet. `silent` asks without showing
   * anything, `choose` lets him take another account than the one he is known by. `state` comes back with him: who sees it
   * on its way can neither read nor make one. `lending` is an organization's address at which he is to lend us his own
   * rights: an administrator setting up; with `listing` it is at the host's list of organizations.
   */
  begin(to: {
    portal?: Portal
    redirectUri: string
    state?: string
    login?: string
    silent?: boolean
    choose?: boolean
    lending?: string
    listing?: boolean
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
  /** As `Crm.prove`; while the host is silent, or too busy to be asked, what it has said not long ago is good enough. */
  prove(portal: Portal, who: SignedIn): Promise<Answer<{ person: CrmPerson; grant: Grant }>>
  /** Who somebody is now whom we have proven before, by his grant. */
  still(portal: Portal, grant: Grant): Promise<Answer<CrmPerson>>
  /** As `Crm.installing`, for the organization at an address an administrator has typed. */
  installing(address: string, who: SignedIn): Promise<Answer<Installing>>
}
