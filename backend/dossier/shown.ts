/** Dossiers as whoever asked for them sees them. Sizes are bytes, times ISO 8601. */

/**
 * Why there is none: it would not fit into one archive; he may not see the record any more; what may be in it was erased
 * meanwhile; something else went wrong.
 */
export type DossierFailure = 'too_large' | 'not_allowed' | 'overtaken' | 'broken'

export interface ShownDossier {
  id: string
  /** Record key, `deal:1204`, and what the host called it last. */
  record: string
  title: string
  at: string
  /** With the private threads of others. */
  whole: boolean
  state: 'making' | 'ready' | 'failed' | 'gone'
  /** Messages and files written so far, of how many; 0 of 0 before they were counted. */
  done: number
  total: number
  failure?: DossierFailure
  size?: number
  /** Until when it can be fetched. */
  until?: string
}

export interface ShownDossiers {
  /** Mine, the newest first. */
  dossiers: ShownDossier[]
  /** Whether I may ask for the private threads of others. */
  whole: boolean
}

/** Fetches it once, within a minute. */
export interface DossierLink {
  path: string
}
