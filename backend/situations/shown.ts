/** Situations as administrators set them up, and as one was begun in a thread. */
import type { ShownPerson, Titles } from '../shown.ts'

/** What a message of a situation carries besides its text. */
export interface ShownSituation {
  title: string
  /** What those who were called settle. */
  settles: string
  checklist: { text: string; doneAt?: string; doneBy?: string }[]
}

/** What is done when something of this kind comes up. */
export interface Situation {
  id: string
  title: Titles
  /** Role ids. */
  roles: string[]
  settles: Titles
  checklist: Titles[]
  /** The first message. */
  opening: Titles
  retiredAt?: string
}

export interface ShownSituations {
  situations: Situation[]
  version: string
  changed?: { at: string; by: ShownPerson | null }
}
