/** How an administrator brings us in step by step. */
import type { Answer, CrmPerson, Grant, Portal, RecordRef, SignedIn } from '../port.ts'

/** An organization an administrator has lent us his rights at, which he has proven to be his. */
export interface Lending {
  portal: Portal
  /** What the organization is called. */
  name: string
  person: CrmPerson
  /** No administrator, but somebody who may change how the organization looks: he can do some of the steps. */
  customizer: boolean
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
  /** Rights that role is without, by the host's names. */
  lacking: string[]
  /** What it tells us of, by the host's names. */
  events: string[]
  /** Kinds of record it keeps no account of, by its names: of those a lost event is made good by nobody. */
  untracked: string[]
}

/** An organization as the host lists it for somebody who may see it. */
export interface Environment {
  name: string
  /** Origin people reach it at. */
  address: string
  /** He is an administrator there, as the list says. */
  admin: boolean
}

/** A page of the host on which people look at records of one kind; `menu` is what people of one of its apps have at their side. */
export interface RecordForm {
  id: string
  /** As the host calls it, and the kind of its records. */
  name: string
  type: RecordRef['type'] | 'menu'
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
  /** Organizations somebody may see, who has lent us his rights at their list: see `SignIn.begin`. */
  environments(who: SignedIn): Promise<Answer<Environment[]>>
  /** Whether a company runs the organization by itself: it then has another package, and a user of ours made by hand. */
  onPremises(portal: Portal): boolean
  broughtIn(to: Lending): Promise<Answer<BroughtIn>>
  /** `said` of a refusal is the organization's own word on what is wrong with it. */
  bringPackage(to: Lending, archive: Uint8Array): Promise<Answer<null>>
  /** Makes the user our application acts as, and gives him his role, which comes with the package. */
  admitUs(to: Lending): Promise<Answer<null>>
  /** Takes our webhook away; safe to repeat. */
  takeEventsOff(to: Lending): Promise<Answer<null>>
  forms(to: Lending, publicUrl: string): Promise<Answer<RecordForm[]>>
  /** With our tab, or our page in a menu, as it is to be; `without` takes it away. */
  change(to: Lending, form: string, publicUrl: string, without?: 'without'): Promise<Answer<FormChange>>
  /** Writes forms down and shows them to people. `malformed` when one is no longer as it was `before`: nothing is changed. */
  write(to: Lending, changes: FormChange[]): Promise<Answer<null>>
}
