/** What of the log is not for everybody who looks into it: of what he is not shown elsewhere, he is not told here what it was called. */
import { closedFiles, closedThreads } from '../access/closed.ts'
import { unshownAmong } from '../access/common.ts'
import type { Act } from '../audit/acts.ts'
import type { EntryRow } from '../audit/seal.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'

/** An entry without what whoever asks may not read. */
export type ReadEntry = EntryRow & { withheld: boolean }

/** These entries as this person may read them; where he came from who did it is always told. */
export async function asReadBy(r: Reading, { person }: Visitor, rows: EntryRow[]): Promise<ReadEntry[]> {
  const threads = await closedThreads(r, person, idsOf(rows, 'thread'))
  const files = await closedFiles(r, person, idsOf(rows, 'thing'))
  return rows.map((row) => {
    const isClosed = threads.has(row.thread ?? '') || files.has(row.thing ?? '')
    if (row.by === person || !isClosed) return { ...row, withheld: false }
    const from = row.kept?.from
    return { ...row, kept: from ? { from } : null, withheld: true }
  })
}

/** What all who see a record see happen there; who looked at what, and what administrators did, is not among it. */
export const EVERYBODYS: Act[] = [
  ...(['message.sent', 'message.edited', 'message.deleted', 'message.pinned', 'message.unpinned'] as const),
  ...(['thread.opened', 'thread.closed', 'thread.reopened', 'card.continued', 'situation.begun'] as const),
  ...(['question.asked', 'question.answered', 'question.withdrawn', 'task.made'] as const),
  ...(['approval.asked', 'approval.decided', 'approval.withdrawn'] as const),
  ...(['acknowledgement.asked', 'acknowledgement.given', 'checklist.ticked', 'checklist.unticked'] as const),
  ...(['fact.recorded', 'fact.changed', 'fact.removed', 'file.uploaded', 'file.kept'] as const),
  ...(['document.changed', 'document.replaced', 'document.requested', 'document.received'] as const),
  ...(['document.corrected', 'document.accepted', 'document.refused'] as const),
]

/** These entries as all who see the record may read them: not where anybody came from, nothing of what was deleted or has a class. */
export async function asEverybodyReads(r: Reading, rows: EntryRow[]): Promise<ReadEntry[]> {
  const unshown = await unshownAmong(r, idsOf(rows, 'thing'))
  return rows.map((row) => {
    if (unshown.has(row.thing ?? '')) return { ...row, kept: null, withheld: true }
    const { from, ...kept } = row.kept ?? {}
    return { ...row, kept, withheld: from !== undefined }
  })
}

function idsOf(rows: EntryRow[], name: 'thread' | 'thing'): string[] {
  return [...new Set(rows.flatMap((row) => row[name] ?? []))]
}
