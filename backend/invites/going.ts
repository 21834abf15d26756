/** What somebody invited does who does not come, or goes. */
import { Refused } from '../refused.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { tellIn } from '../threads/happenings.ts'
import { type Composed, type Draft, sendMessage } from '../threads/messages.ts'
import { pinForAll } from '../threads/pins.ts'
import { type EndsDeps, end, isOutside, threadOf } from './ends.ts'
import { inviteById, myInvite } from './invites.ts'
import { notify } from './notices.ts'

const REASON_MOST = 500

/** He does not come, and says why. */
export async function decline(w: Writing, deps: EndsDeps, visitor: Visitor, id: string, reason: string) {
  const words = reason.trim().slice(0, REASON_MOST)
  const row = await inviteById(w, id)
  if (row?.person === visitor.person && row.ending === 'declined') return row
  const mine = await myInvite(w, visitor, id)
  if (mine.acceptedAt) throw new Refused('bad_request', 'whoever has come leaves')
  const ended = await end(w, deps, mine, {
    ending: 'declined',
    by: visitor.person,
    from: visitor.from,
    reason: words,
  })
  await tellIn(w, mine.thread, deps.newId(), { what: 'declined', words, by: visitor.person })
  await notify(w, { to: mine.sponsor, what: 'declined', about: mine }, deps.newId)
  return ended
}

/**
 * He leaves, and the thread is its people's again. What came of it is his last message, pinned for all; of a colleague
 * it is asked. Leaving again changes nothing.
 * @throws Refused `text_empty`, `text_too_long`, `thread_closed`, and as `myInvite`
 */
export async function leave(
  w: Writing,
  deps: EndsDeps,
  viewer: Visitor,
  id: string,
  result: { message: string; draft: Composed<Draft> },
) {
  const row = await inviteById(w, id)
  if (row?.person === viewer.person && row.ending === 'left') return row
  const mine = await myInvite(w, viewer, id)
  if (!mine.acceptedAt) throw new Refused('bad_request', 'whoever has not come declines')
  const { record } = await threadOf(w, mine)
  const said = result.draft.text.trim() !== '' || !isOutside(mine)
  const sent = said ? await conclude(w, { ...viewer, record, invited: true }, mine.thread, result) : null
  const by = viewer.person
  await tellIn(w, mine.thread, deps.newId(), {
    ...({ what: 'left', by } as const),
    message: sent?.id ?? null,
    seq: sent?.seq ?? null,
  })
  const ended = await end(w, deps, mine, { ending: 'left', by, from: viewer.from, result: sent?.id ?? null })
  await notify(w, { to: mine.sponsor, what: 'left', about: mine }, deps.newId)
  return ended
}

async function conclude(
  w: Writing,
  viewer: Viewer,
  thread: string,
  { message, draft }: { message: string; draft: Composed<Draft> },
) {
  const sent = await sendMessage(w, viewer, thread, message, draft)
  return pinForAll(w, await threadOf(w, { thread }), sent.message, viewer.person)
}
