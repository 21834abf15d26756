/** A company at its host: where it is, whose rights there are, and what it has for us. */
import type { CrmPerson, RecordContext } from '../port.ts'

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

/** What we remember of an installation, as far as an adapter needs it to check a request. */
export interface Installation {
  portal: Portal
  applicationToken: string | null
}
