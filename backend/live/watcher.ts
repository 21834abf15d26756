import type { ServerFrame } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'

export type Frame = Buffer

/** Somebody looking at a card. */
export interface Watcher {
  readonly viewer: Viewer
  /** What he came in with; proven again while he looks. */
  readonly token: string
  /** Is not told all that others are: what he is told is looked up for him alone. */
  narrow: boolean
  /** Told up to here. */
  cursor: number
  /** Being told what was missed; live events wait. */
  catchingUp: boolean
  /** Meanwhile something of his card was told, up to here; he looks it up for himself. */
  passedBy: number
  send(frame: Frame): void
  /** Resolves when what was sent has left us, or he is gone. */
  flushed(): Promise<void>
  readonly gone: boolean
  close(code: number, reason: string): void
}

/** Whose sockets: everybody's without a person, on every card without a record. */
export interface Whom {
  company: string
  person?: string | undefined
  record?: string | undefined
  /** Only those by which he sees no more than what he was invited to. */
  invited?: boolean
}

/** Of events as JSON. */
export function eventFrame(events: string[], head: number): Frame {
  return Buffer.from(`{"events":[${events.join(',')}],"head":${head}}`)
}

export function encode(frame: ServerFrame): Frame {
  return Buffer.from(JSON.stringify(frame))
}
