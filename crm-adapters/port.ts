/**
 * What any CRM must give us: `Crm` is its server face, `Host` its browser face.
 * Adapters implement both; nothing else in the product knows which CRM it lives in.
 */
import type { Answer } from './port/answer.ts'
import type { CrmTask, Deed, Done } from './port/deeds.ts'
import type { Changes, HostEvent } from './port/events.ts'
import type {
  Capabilities,
  Grant,
  HostName,
  HostRequest,
  Installation,
  Installing,
  Opening,
  Portal,
  RecordRef,
  Standing,
  Traffic,
  Wants,
} from './port/portal.ts'
import type { CrmPerson, Glance, NumberField, RecordContext, RecordPanel } from './port/record.ts'
import type { SettingUp } from './port/setting-up.ts'
import type { SignIn } from './port/sign-in.ts'

export type * from './port/answer.ts'
export type * from './port/deeds.ts'
export type * from './port/events.ts'
export type * from './port/host.ts'
export type * from './port/portal.ts'
export type * from './port/record.ts'
export type * from './port/setting-up.ts'
export type * from './port/sign-in.ts'

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
  /** What surrounds a record, read as that person in one round; `margin` is where its margin stands. */
  panel(
    portal: Portal,
    grant: Grant,
    ref: RecordRef,
    margin?: Omit<NumberField, 'type'>,
  ): Promise<Answer<RecordPanel>>
  /** Columns of deals and leads in which a margin may stand. */
  numberFields(portal: Portal, grant: Grant): Promise<Answer<NumberField[]>>
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
  /** Who reads what the deed `leave` has laid there: whoever asked for it, or all who see the record. */
  readonly leavesTo: 'person' | 'record'
  /** Bytes of a file it takes at most. */
  largestFile(portal: Portal, grant: Grant): Promise<Answer<number>>
  /** These tasks as they are now; `gone` are those the host surely no longer has. */
  tasks(portal: Portal, grant: Grant, ids: string[]): Promise<Answer<{ tasks: CrmTask[]; gone: string[] }>>
  /** What `relay` has laid there, by the entries' ids, as it is now; null for one that is no longer there. */
  texts(portal: Portal, grant: Grant, entries: string[]): Promise<Answer<Record<string, string | null>>>
  /** Which of these records the person may see. */
  visible(portal: Portal, grant: Grant, refs: RecordRef[]): Promise<Answer<RecordRef[]>>
  /** The names of these records; a record the person does not find there is left out. */
  glances(portal: Portal, grant: Grant, refs: RecordRef[]): Promise<Answer<Glance[]>>
  /** Has the host tell us of a test at once, as it tells us of everything: a hint `tested`. `mark` makes it differ from others. */
  knock(portal: Portal, grant: Grant, mark: string): Promise<Answer<null>>
  /** What has changed since a mark, null for from now on; absent where the host keeps no account of its changes. */
  changesSince?(portal: Portal, grant: Grant, mark: string | null): Promise<Answer<Changes>>
  traffic(company: string): Traffic
  /** Where a browser finds a record's card; null where the host has none for its kind. */
  cardUrl(portal: Portal, ref: RecordRef): string | null
  /** Where a browser finds our own page, over all cards; absent where the host gives it no address that is known. */
  homeUrl?(portal: Portal, publicUrl: string): string
  /** Colleagues, those who have left included as not `active`. */
  people(portal: Portal, grant: Grant): Promise<Answer<CrmPerson[]>>
  /** A fresh grant for a refresh token; `expired` when the host will never renew it again. */
  renew(portal: Portal, grant: Grant): Promise<Answer<Grant>>
}
