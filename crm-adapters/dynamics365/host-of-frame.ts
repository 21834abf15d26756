/** What a page framed by Dynamics may ask, beyond what every host gives. */
import type { Host } from '../port.ts'
import type { Door, FramedRecord, Look } from './frame.ts'
import { framedRecord } from './passed.ts'

export interface HostOfFrame extends Host {
  readonly name: 'dynamics365'
  /** `iframe`: framed by the form itself, without a script of ours. */
  readonly door: Door | 'iframe'
  /** BCP 47 language of the person's interface. */
  readonly locale: string
  /** The record the form shows; null as long as it has not been saved, and on our own page. */
  record(): FramedRecord | null
  /** Calls back whenever the form shows another record in this very frame. */
  onRecord(tell: (record: FramedRecord) => void): () => void
  /** Calls back with the theme and its Fluent tokens now and whenever they change. */
  onLook(tell: (look: Look) => void): () => void
  /** Shows how many messages wait where the host has a place for it; 0 takes it away. */
  badge(count: number): void
  /** Ends the talk with the host. */
  close(): void
}

/** A page of the organisation: a record's own, which the host opens as a form, or another. Throws for any other address. */
export function pageOf(path: string, organization: string): { record: FramedRecord } | { url: string } {
  const url = new URL(path, organization)
  if (url.origin !== organization) throw new Error(`not a page of the organisation: ${path}`)
  const { pagetype, etn, id } = Object.fromEntries(url.searchParams)
  const record = pagetype === 'entityrecord' ? framedRecord(etn, id) : null
  return record ? { record } : { url: url.href }
}
