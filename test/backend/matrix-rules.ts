/** Who is let in where: what the matrix holds every route against. */
import type { Standing } from '../../backend/shown.ts'
import type { Answered } from '../world.ts'
import type { Row } from './matrix-rows.ts'

/** Somebody who asks. */
export interface Asker {
  token?: string
  /** What he has open; `over`: his session has ended. */
  sits: 'card' | 'other card' | 'home' | 'over' | 'nowhere'
  standing?: Standing
  invited?: true
  guest?: true
  /** Sees only his own, and is in none of these. */
  own?: true
  documents?: false
  /** Is in the private thread. */
  inPrivate?: true
  /** Of another company. */
  foreign?: true
}

/** `shared`: a thread all see who see the card; `private`: not everybody's; `foreign`: of another card. */
export const things = ['shared', 'private', 'foreign', 'nothing'] as const
export type Thing = (typeof things)[number]
export interface Things {
  thread: string
  message: string
  file: string
  invite: string
}

/** Whether he is shown the thing at all. */
export function sees(asker: Asker, thing: Thing): boolean {
  if (thing === 'nothing' || asker.foreign || asker.sits === 'nowhere' || asker.sits === 'over') return false
  if (asker.sits === 'other card') return thing === 'foreign'
  if (asker.sits !== 'card' || thing === 'foreign' || asker.own) return false
  return thing === 'shared' || asker.inPrivate === true
}

type Outcome = readonly [number | 'in', string?]

/** What each has to be told; whoever is let in may still learn that a thing carries nothing of what he asks for. */
export function expected(row: Row, asker: Asker, thing: Thing, answer: Answered): Outcome {
  const rule = rules(row, asker, thing, answer)
  return row.bare && rule[0] === 'in' && answer.status === 404 ? outcome(answer) : rule
}

/** The whole of the rules, on one page. */
function rules(row: Row, asker: Asker, thing: Thing, answer: Answered): Outcome {
  const { of, takes } = row
  const gone = [404, 'not_found'] as const
  if (of === 'open' || of === 'host' || of === 'token') return outcome(answer)
  if (asker.sits === 'nowhere' || asker.sits === 'over') return [401, 'session_over']
  if (of === 'mine') return row.bare ? gone : ['in']
  if (of === 'colleague') return asker.guest ? gone : ['in']
  if (of === 'home' || of === 'company' || of === 'overseen') {
    const leads = asker.standing === 'administrator' || (of === 'overseen' && asker.standing === 'compliance')
    return asker.sits === 'home' && (of === 'home' || leads) ? ['in'] : gone
  }
  if (asker.sits === 'home') return gone
  if (asker.invited && !row.invited) return [403, 'not_allowed']
  if (takes === 'supervise') return asker.standing === 'compliance' ? ['in'] : gone
  // What is of the whole record is not for those who see but some of its threads.
  if (takes === 'whole' && asker.own) return gone
  const isThing = of === 'thread' || of === 'file' || of === 'invite'
  if (isThing && !sees(asker, thing)) return gone
  // Nobody is ever invited to a private thread.
  if (of === 'invite' && thing === 'private') return gone
  if (row.writes && asker.standing === 'observer' && !(row.bare && !isThing)) return [403, 'read_only']
  if (takes === 'documents' && asker.documents === false) return [403, 'documents_closed']
  if (takes === 'invite') return invites(asker, thing)
  if (takes === 'sponsor' && !asker.inPrivate && asker.standing !== 'administrator')
    return [403, 'not_allowed']
  return ['in']
}

function invites({ standing }: Asker, thing: Thing): Outcome {
  if (standing === 'specialist' || standing === 'compliance') return [403, 'not_allowed']
  return thing === 'private' ? [409, 'thread_private'] : ['in']
}

/** Let in, whatever then came of it, or not, and why. */
export function outcome({ status, body }: Answered): Outcome {
  const reason = body?.error?.reason
  const shut =
    [401, 404, 500].includes(status) ||
    ['read_only', 'not_allowed', 'documents_closed', 'thread_private'].includes(reason)
  return shut ? [status, reason] : ['in']
}
