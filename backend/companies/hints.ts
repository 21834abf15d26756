/** What is done about each thing a host tells: our own comings and goings here, the rest by those whom it concerns. */
import type { Answer, Crm, Hint, Installing } from '../../crm-adapters/port.ts'
import type { Arrivals } from './arrivals.ts'
import type { Departures } from './departures.ts'
import type { Told } from './inbox.ts'

/** A hint about what people work with. */
export type WorkHint = Exclude<Hint, { about: 'application' }>

export interface HintsDeps {
  /** As `Crm.reinstalling` of the company's host. */
  reinstalling(event: Parameters<Crm['reinstalling']>[0]): Promise<Answer<Installing>>
  arrivals: Arrivals
  departures: Departures
  /** Asks the host about it and takes over what it says. Throws to be tried again later. */
  onHint(company: string, hint: WorkHint, by: string | null): Promise<void>
}

/** Acts on what a host has told, and says how that ended. */
export function hintActor({ reinstalling, arrivals, departures, onHint }: HintsDeps) {
  async function renewed(company: string, { proof, by }: Told): Promise<string> {
    if (!proof) return 'known already'
    const installing = await reinstalling({ company, ...proof })
    if (!installing.ok) return refused(installing)
    // Somebody who is none could have made up the event around a token of his own.
    if (!installing.value.person.admin) return `refused: ${by ?? 'its person'} is no administrator`
    const taken = await arrivals.takeIn(installing.value)
    return taken.ok ? 'installed' : refused(taken)
  }

  return async (company: string, told: Told): Promise<string> => {
    const { hint, by, toldAt } = told
    if (hint.about === 'application') {
      if (hint.what === 'tested') return 'arrived'
      if (hint.what !== 'uninstalled') return renewed(company, told)
      const gone = await departures.confirm(company, { clean: hint.clean, toldAt })
      return gone ? 'uninstalled' : 'refused: still installed'
    }
    await onHint(company, hint, by)
    return 'acted on'
  }
}

const AGAIN = new Set<string>(['unreachable', 'limited', 'moved'])

/** Throws what may be otherwise later. */
function refused({ reason, message }: { reason: string; message: string }): string {
  if (AGAIN.has(reason)) throw new Error(message)
  return `refused: ${message}`
}
