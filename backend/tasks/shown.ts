/** A task made from a message, as people are shown it. */
import type { CrmRefusal } from '../../crm-adapters/port.ts'

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
  /** Why the host would not have that one be responsible there. */
  handing?: CrmRefusal
}
