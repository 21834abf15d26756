/** What a host answers, and why it did not answer as asked. */
import type { RecordRef } from '../port.ts'

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
