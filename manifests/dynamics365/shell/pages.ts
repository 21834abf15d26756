import type { FramedRecord } from '../../../crm-adapters/dynamics365/frame.ts'
import { framedRecord } from '../../../crm-adapters/dynamics365/passed.ts'

/** Of the organisation, the pages of its app; of our own server, any: a file to be downloaded, a page to sign in. */
export function mayOpen(address: unknown, server: string): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const url = new URL(address)
  if (url.username || url.password) return false
  if (url.origin === server) return true
  return url.origin === location.origin && /\/main\.aspx$/i.test(url.pathname)
}

/** As a record that may be opened: what comes through a port is looked at like any other input. */
export function recordIn(given: unknown): FramedRecord | null {
  if (typeof given !== 'object' || given === null) return null
  const { type, id }: { type?: unknown; id?: unknown } = given
  return framedRecord(type, id)
}
