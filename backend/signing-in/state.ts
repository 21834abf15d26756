/** What goes to the provider and comes back with somebody: whose sign-in it is, told to nobody but us. */
import type { Secrets } from '../keys/secrets.ts'

export interface State {
  company: string
  attempt: string
  /** BCP 47, of the page that waits: the window tells how it ended in its language. */
  locale: string
}

const STATE = 'state of a sign-in'

export function stateFor(secrets: Secrets, state: State): string {
  return secrets.own.seal(JSON.stringify(state), STATE)
}

/** Undefined when it is not of our making. */
export function stateIn(secrets: Secrets, sealed: string | undefined): State | undefined {
  try {
    return sealed === undefined ? undefined : JSON.parse(secrets.own.open(sealed, STATE))
  } catch {
    // Whoever made it up is told no more than that.
    return undefined
  }
}
