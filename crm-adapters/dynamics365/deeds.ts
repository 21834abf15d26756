/** What we do in an organization on our own behalf, each kind of deed in a file of its own. Each row has an id that is ours. */
import type { Answer, Deed, Done } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { keep, leave } from './keeping.ts'
import { notes } from './notes.ts'
import { notices, takenBack } from './notices.ts'
import { relay } from './relaying.ts'
import { takeBack } from './taking-back.ts'
import { handOver, task } from './tasks.ts'

/** Where a deed is done: `company` keeps equal keys of two companies apart. */
export interface Place {
  dataverse: Dataverse
  company: string
}

/** Both halves of one kind of deed: doing it, and finding out whether it has been done. */
export interface Doing<D extends Deed> {
  act(place: Place, deed: D): Promise<Answer<Done>>
  /** Null when it has not been done, or when repeating it is harmless. */
  done(place: Place, deed: D): Promise<Answer<Done | null>>
}

type Kinds = { [Kind in Deed['do']]?: Doing<Extract<Deed, { do: Kind }>> }

// A form has no list of activities that counts what is unread: the side pane's badge is what Dynamics has for an anchor.
const kinds: Kinds = {
  ...{ note: notes, relay, task, hand_over: handOver, keep, leave },
  ...{ notice: notices, unnotice: takenBack, take_back: takeBack },
}

function doing(deed: Deed): Doing<Deed> | undefined {
  return kinds[deed.do] as Doing<Deed> | undefined
}

const unsupported = (deed: Deed) => refusal('unsupported', `Dynamics is not asked to ${deed.do}`)

export async function act(place: Place, deed: Deed): Promise<Answer<Done>> {
  return doing(deed)?.act(place, deed) ?? unsupported(deed)
}

export async function done(place: Place, deed: Deed): Promise<Answer<Done | null>> {
  return doing(deed)?.done(place, deed) ?? unsupported(deed)
}

/** Whether the row is there; null when it is not. */
export async function isThere({ dataverse }: Place, path: string, value: Done): Promise<Answer<Done | null>> {
  const asked = await dataverse.read(path)
  if (asked.ok) return { ok: true, value }
  return asked.reason === 'missing' ? { ok: true, value: null } : asked
}
