/** Until when one thing is kept, and by which rule: as its thread's people ask, and those who oversee. */
import { sight } from '../access/sight.ts'
import { type FindThread, findFile } from '../files/files.ts'
import { holdsNow } from '../holds/held.ts'
import { Refused } from '../refused.ts'
import { policiesOf } from '../retention/policies.ts'
import { isOver, termOf } from '../retention/term.ts'
import type { ShownTerm } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { findMessage } from '../threads/find.ts'
import { files } from './kind-files.ts'
import { messages } from './kind-messages.ts'
import type { Candidate } from './kinds.ts'

/** Refused as `not_found`; `file_expired` when it is gone already. */
export async function termOfFile(
  r: Reading,
  findThread: FindThread,
  viewer: Viewer,
  id: string,
): Promise<ShownTerm> {
  await findFile(r, findThread, viewer, id)
  const [file] = await files.again(r, [id])
  if (!file) throw new Refused('file_expired')
  return shown(r, viewer, file)
}

/** Refused as `not_found`; `already_deleted` when nothing is left of it. */
export async function termOfMessage(
  r: Reading,
  viewer: Viewer,
  thread: string,
  id: string,
): Promise<ShownTerm> {
  await findMessage(r, viewer, thread, id)
  const [message] = await messages.again(r, [id])
  if (!message) throw new Refused('already_deleted')
  return shown(r, viewer, message)
}

async function shown(r: Reading, viewer: Viewer, thing: Candidate): Promise<ShownTerm> {
  const { what, spared, covered } = thing
  const { at, rules, because } = termOf(await policiesOf(r), thing)
  const [rule, ...instead] = rules
  const { standing } = await sight(r, viewer)
  const oversees = standing === 'compliance' || standing === 'administrator'
  const holds = oversees ? (await holdsNow(r)).of(covered) : []
  return {
    ...{ what, at: at?.toISOString() ?? null, rule, instead },
    ...(because && { because }),
    ...(spared && { spared }),
    ...(isOver({ at }, r.now) && { longer: true }),
    ...(holds.length > 0 && { holds: holds.map(({ id, reason }) => ({ id, reason })) }),
  }
}
