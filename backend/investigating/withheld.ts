/** What of the log is not for everybody who looks into it: of what he is not shown elsewhere, he is not told here what it was called. */
import { closedFiles, closedThreads } from '../access/closed.ts'
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

function idsOf(rows: EntryRow[], name: 'thread' | 'thing'): string[] {
  return [...new Set(rows.flatMap((row) => row[name] ?? []))]
}
