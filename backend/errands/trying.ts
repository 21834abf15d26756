/** What becomes of an errand the host has not done. */
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Ending } from './errands.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const FIRST = 5 * SECOND
const LONGEST = 10 * MINUTE
/** A host may be carrying out for a minute what it has not answered (Bitrix24's limit of a request): asked sooner whether it has, it may still say no. */
export const SETTLES = MINUTE
/** Milliseconds of nothing but failures after which it is given up. */
const PATIENCE = 48 * HOUR
/** What somebody at the host has to put right first; longer than a day nobody waits for it. */
const PATIENCE_WITH_PEOPLE = 24 * HOUR
/** `unsure`: the host may have done it all the same. */
type Next = { again: number; unsure: boolean } | { ending: Exclude<Ending, 'done'> }

interface Failure {
  reason: CrmRefusal
  /** That of the try before; null where none has failed. */
  before: CrmRefusal | null
  /** Whose rights were used; null for those of whoever installed us. */
  as: string | null
  /** How many there have been. */
  tries: number
  /** Milliseconds since the first of them failed. */
  failingFor: number
}

/** Milliseconds to the next try, or how it ends. `random` is from 0 to 1. */
export function afterFailure({ reason, before, as, tries, failingFor }: Failure, random: () => number): Next {
  const pause = Math.min(FIRST * 2 ** (tries - 1), LONGEST) * (0.5 + random() / 2)
  const unlessOver = (patience: number, next: Next): Next =>
    failingFor < patience ? next : { ending: 'given_up' }
  const surely = { again: pause, unsure: false }
  const unsure = { again: Math.max(pause, SETTLES), unsure: true }

  switch (reason) {
    case 'unreachable':
      return unlessOver(PATIENCE, unsure)
    case 'broken':
      return before === 'broken' ? { ending: 'refused' } : unsure
    case 'limited':
    case 'blocked':
    case 'moved':
      return unlessOver(PATIENCE, surely)
    case 'expired':
    case 'revoked':
      // An administrator will open a card again; a person who waits for what he asked for is told at once.
      return as === null ? unlessOver(PATIENCE, surely) : { ending: 'refused' }
    case 'unpaid':
    case 'restricted':
      return failingFor < PATIENCE_WITH_PEOPLE ? surely : { ending: 'refused' }
    default:
      return { ending: 'refused' }
  }
}
