/** What goes to the provider and comes back with somebody: whose sign-in it is, told to nobody but us. */
import type { Secrets } from '../secrets.ts'

export interface State {
  company: string
  attempt: string
}

const STATE = { company: '', purpose: 'state of a sign-in' }

export function stateFor(secrets: Secrets, { company, attempt }: State): string {
  return secrets.seal(JSON.stringify({ company, attempt }), STATE)
}

/** Undefined when it is not of our making. */
export function stateIn(secrets: Secrets, sealed: string | undefined): State | undefined {
  try {
    return sealed === undefined ? undefined : JSON.parse(secrets.open(sealed, STATE))
  } catch {
    // Whoever made it up is told no more than that.
    return undefined
  }
}
