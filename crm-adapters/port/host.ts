/** The browser face of a host. */
import type { HostName, RecordRef } from '../port.ts'

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
