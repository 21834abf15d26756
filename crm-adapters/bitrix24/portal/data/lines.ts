/** Open lines as a connector of another messenger sees them. */

/** One dialogue of a client through a connector; the portal numbers both. */
export interface LineChat {
  session: number
  chat: number
  connector: string
  line: number
  /** The connector's own id of the conversation, and of the client in it. */
  external: string
  client: string
}

export interface LineMessage {
  id: number
  chat: number
  /** Null when a client wrote it. */
  from: string | null
  text: string
  /** The connector's ids of it: what it sent, or what it said it delivered. */
  external: string[]
  deliveredAt: Date | null
}

export interface Connector {
  id: string
  name: string
  /** Lines it has been switched on for. */
  lines: Set<number>
}
