/** Who asks: a person of a company. Proven once at the door, then passed on. */
export interface Visitor {
  company: string
  person: string
  /** Where his request came from, noted at the door. */
  from?: From
}

export interface From {
  /** Of IPv6 the network. */
  address: string
  /** What his browser says it is. */
  device: string
}

/** Somebody with one card open. */
export interface Viewer extends Visitor {
  /** The record whose card this session was opened for. */
  record: string
  /** The host does not show it to him: he was invited to some of its threads. */
  invited?: true
}

/** Hono's environment below a card's door. */
export interface SignedIn {
  Variables: { viewer: Viewer }
}

/** Below the door of our own page. */
export interface AtHome {
  Variables: { visitor: Visitor }
}
