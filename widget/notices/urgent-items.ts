import type { ShownMessage } from '../../backend/shown.ts'
import { me, server, threadById } from '../card/card.model.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { noticeWords, whyNot } from './words/index.ts'

/** Milliseconds in which a message may still be made to ring; the server has the last word. */
const fresh = 24 * 60 * 60_000

/** A message of mine that calls somebody may be made to ring until it is seen. */
export function urgentItems(message: ShownMessage): MenuItem[] {
  const { author, thread, mentions, replyTo, urgentAt, deletedAt, at } = message
  const calls = mentions.length > 0 || replyTo !== undefined || threadById(thread)?.kind === 'private'
  const mine = author === me.peek().id && !urgentAt && !deletedAt
  if (!mine || !calls || Date.now() - Date.parse(at) > fresh) return []
  return [{ icon: 'bell', label: noticeWords().urgently, onSelect: () => void ringUrgently(message) }]
}

async function ringUrgently({ thread, id }: ShownMessage) {
  const answer = await server().call<ShownMessage>('PUT', `${server().message(thread, id)}/urgent`)
  if (answer.ok) return toast({ text: noticeWords().urgentDone })
  toast({ text: whyNot(answer.reason === 'bad_request' ? 'calls_nobody' : answer.reason) })
}
