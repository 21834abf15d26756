/** Private threads as those are shown them who may ask to read. */
import type { ShownPerson } from '../shown.ts'

/** A private thread of others, as somebody who may ask to read it sees it. */
export interface PrivateThread {
  id: string
  title: string
  members: ShownPerson[]
  openedAt: string
  /** I may read it until then. */
  until?: string
}
