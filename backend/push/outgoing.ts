/** A request to a push service. */
export interface Outgoing {
  url: URL
  headers: Record<string, string>
  bytes: Uint8Array
}

/** Why no answer came. */
export interface Unanswered {
  unanswered: string
}
