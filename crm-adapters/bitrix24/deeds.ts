/** What we do at a portal on our own behalf, each kind of deed in a file of its own. */
import type { Answer, Deed, Done } from '../port.ts'
import { anchors } from './anchors.ts'
import { keep, leave } from './drive.ts'
import { notes } from './notes.ts'
import { notices, takenBack } from './notices.ts'
import { relay } from './relaying.ts'
import { type Rest, refusal } from './rest.ts'
import { takeBack } from './taking-back.ts'
import { handOver, task } from './tasks.ts'

/** Both halves of one kind of deed: doing it, and finding out whether it has been done. */
export interface Doing<D extends Deed> {
  /** Refused as anything but `unreachable` or `broken`, it has not been done, and repeating it does no harm. */
  act(portal: Rest, deed: D): Promise<Answer<Done>>
  /** Null when no try since then has done it, or when repeating it is harmless. */
  done(portal: Rest, deed: D, since: Date): Promise<Answer<Done | null>>
}

type Kinds = { [Kind in Deed['do']]?: Doing<Extract<Deed, { do: Kind }>> }

const kinds: Kinds = {
  note: notes,
  relay,
  anchor: anchors,
  notice: notices,
  unnotice: takenBack,
  task,
  hand_over: handOver,
  keep,
  leave,
  take_back: takeBack,
}

function doing(deed: Deed): Doing<Deed> | undefined {
  return kinds[deed.do] as Doing<Deed> | undefined
}

export async function act(portal: Rest, deed: Deed): Promise<Answer<Done>> {
  return doing(deed)?.act(portal, deed) ?? refusal('unsupported', `Bitrix24 is not asked to ${deed.do}`)
}

export async function done(portal: Rest, deed: Deed, since: Date): Promise<Answer<Done | null>> {
  return (
    doing(deed)?.done(portal, deed, since) ?? refusal('unsupported', `Bitrix24 is not asked to ${deed.do}`)
  )
}
