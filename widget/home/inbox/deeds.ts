/** What is done to a row: shown at once, and taken back with a word of why when the server refuses. */
import type { InboxRow } from '../../../backend/shown.ts'
import { openChat } from '../../host.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { server, started } from '../home.model.ts'
import { visit } from '../visit/visit.model.ts'
import { homeWords } from '../words/index.ts'
import { patchRow, refreshInbox, rows } from './inbox.model.ts'

export function openRow(row: Pick<InboxRow, 'record' | 'thread' | 'invited'>): void {
  // Dynamics opens no form of a record its person may not read.
  const onlyHere = row.invited && started.peek()?.host === 'dynamics365'
  void (onlyHere ? visit(row) : openChat(row.record))
}

export async function markRead({ thread, lastSeq, unread, mentioned }: InboxRow): Promise<void> {
  patchRow(thread.id, (row) => ({ ...row, unread: 0, mentioned: false }))
  const answer = await server().read(thread.id, lastSeq)
  if (answer.ok) return
  patchRow(thread.id, (row) => ({ ...row, unread, mentioned }))
  toast({ text: inWords(answer.reason) })
}

/** Up to what is on the screen: a message that comes meanwhile stays unread. */
export async function markAllRead(): Promise<void> {
  const newest = rows.peek()[0]
  if (!newest) return
  const answer = await server().readAll(newest.at)
  if (!answer.ok) return toast({ text: inWords(answer.reason) })
  const { discussions } = answer.value
  const { nothingToRead, readAllDone } = homeWords.list
  toast({ text: discussions === 0 ? nothingToRead : readAllDone(discussions) })
  await refreshInbox()
}

export async function toggleMute({ thread, level, mutedAt }: InboxRow): Promise<void> {
  patchRow(thread.id, ({ level: _, mutedAt: __, ...row }) =>
    mutedAt ? row : { ...row, level: 'none', mutedAt: row.at },
  )
  const answer = await server().level(thread.id, mutedAt ? null : 'none')
  if (answer.ok) return
  patchRow(thread.id, ({ level: _, mutedAt: __, ...row }) => ({
    ...row,
    ...(level && { level }),
    ...(mutedAt && { mutedAt }),
  }))
  toast({ text: inWords(answer.reason) })
}

/** Nothing of what has been said so far waits for me any more; unread stays unread. */
export async function needNoAnswer({ thread, lastSeq, unanswered }: InboxRow): Promise<void> {
  patchRow(thread.id, ({ unanswered: _, ...row }) => row)
  const answer = await server().answered(thread.id, lastSeq)
  if (answer.ok) return
  patchRow(thread.id, (row) => ({ ...row, ...(unanswered && { unanswered }) }))
  toast({ text: inWords(answer.reason) })
}
