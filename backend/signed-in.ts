/** Who asks: a person of a company, with one card open. Proven once at the door, then passed on. */
export interface Viewer {
  company: string
  person: string
  /** The record whose card this session was opened for. */
  record: string
}

/** Hono's environment below the door. */
export interface SignedIn {
  Variables: { viewer: Viewer }
}
