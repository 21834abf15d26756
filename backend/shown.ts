/**
 * What people are shown: the JSON of the HTTP and socket contract, each feature's own in its folder. Times are ISO 8601 strings
 * in UTC, sizes are bytes, a `seq` counts a thread's messages from 1 without gaps, a `position` counts a company's events likewise.
 */
export type * from './access/shown.ts'
export type * from './acknowledgements/shown.ts'
export type * from './approvals/shown.ts'
export type * from './cards/shown.ts'
export type * from './companies/shown.ts'
export type * from './diagnostics/shown.ts'
export type * from './documents/shown.ts'
export type * from './dossier/shown.ts'
export type * from './erasure/shown.ts'
export type * from './facts/shown.ts'
export type * from './files/shown.ts'
export type * from './handover/shown.ts'
export type * from './holds/shown.ts'
export type * from './home/shown.ts'
export type * from './investigating/shown.ts'
export type * from './invites/shown.ts'
export type * from './leaving/shown.ts'
export type * from './live/shown.ts'
export type * from './notices/shown.ts'
export type * from './parting/shown.ts'
export type * from './people/shown.ts'
export type * from './purging/shown.ts'
export type * from './questions/shown.ts'
export type * from './relay/shown.ts'
export type * from './retention/shown.ts'
export type * from './roles/shown.ts'
export type * from './search/shown.ts'
export type * from './setting-up/shown.ts'
export type * from './signing-in/shown.ts'
export type * from './situations/shown.ts'
export type * from './supervising/shown.ts'
export type * from './tasks/shown.ts'
export type * from './threads/happened.ts'
export type * from './threads/shown.ts'

/** The body of every error. */
export interface ShownError {
  error: { reason: string; message: string }
}
