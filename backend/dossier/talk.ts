/** The messages of a thread, a page at a time: as they look, with what they said before, and what is left of those deleted. */
import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Edition } from '../access/common.ts'
import { type Seeing, veiled } from '../access/veil.ts'
import { entriesOf } from '../relay/entries.ts'
import type { RelayedRow } from '../relay/going.ts'
import type { ShownMessage } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { showMessages } from '../threads/show.ts'
import type { ThreadIn } from './contents.ts'

export interface Earlier {
  text: string
  /** It said so until then, when this person changed it. */
  until: string
  by: string
}

/** A message as one line of the dossier's data; `text` is empty once it is deleted, and what it said stands in `versions`. */
export interface MessageIn extends ShownMessage {
  versions: Earlier[]
  /** When nothing of what it said was left, for its time was over. */
  erasedAt?: string
  /** Its text is in the CRM only: that entry of the record's history. `hash`: SHA-256, base64url, of salt, `text` and it. */
  inCrm?: { entry: string; salt: string; hash: string; length: number; at: string }
}

/** Messages of a page of the dossier. */
export const PAGE = 500

export function pagesOf({ lastSeq }: ThreadIn): number {
  return Math.max(1, Math.ceil(lastSeq / PAGE))
}

/** Which page a message stands on, from 1. */
export function pageOf(seq: number): number {
  return Math.max(1, Math.ceil(seq / PAGE))
}

/** @param page from 1 */
export async function messagesIn(
  r: Reading,
  thread: ThreadIn,
  page: number,
  { seeing, edition }: { seeing: Seeing; edition: Edition },
): Promise<MessageIn[]> {
  const { company, db, t } = r
  const last = Math.min(page * PAGE, thread.lastSeq)
  const rows = await db
    .select()
    .from(t.message)
    .where(
      and(
        eq(t.message.company, company),
        eq(t.message.thread, thread.id),
        gt(t.message.seq, (page - 1) * PAGE),
        lte(t.message.seq, last),
      ),
    )
    .orderBy(asc(t.message.seq))
  const erased = new Map(rows.map(({ id, erasedAt }) => [id, erasedAt]))
  const versions = await versionsOf(
    r,
    // What was deleted only those may read who look after the company.
    rows
      .filter(({ editedAt, deletedAt }) =>
        edition === 'his' ? editedAt || deletedAt : editedAt && !deletedAt,
      )
      .map(({ id }) => id),
  )
  const entries = await entriesOf(
    r,
    rows.flatMap(({ id, elsewhereAt, deletedAt }) => (elsewhereAt && !deletedAt ? [id] : [])),
  )
  return (await showMessages(r, rows)).flatMap((message) => {
    const shown = veiled(message, seeing)
    const erasedAt = erased.get(message.id)
    return shown
      ? {
          ...shown,
          versions: versions.get(message.id) ?? [],
          ...(erasedAt && { erasedAt: erasedAt.toISOString() }),
          ...inCrm(entries.get(message.id)?.[0]),
        }
      : []
  })
}

function inCrm(row: RelayedRow | undefined): Pick<MessageIn, 'inCrm'> {
  if (!row?.entry || !row.at) return {}
  const { entry, salt, hash, length, at } = row
  return { inCrm: { entry, salt, hash, length, at: at.toISOString() } }
}

async function versionsOf({ company, db, t }: Reading, messages: string[]): Promise<Map<string, Earlier[]>> {
  if (messages.length === 0) return new Map()
  const { version } = t
  const rows = await db
    .select()
    .from(version)
    .where(and(eq(version.company, company), inArray(version.message, messages)))
    .orderBy(asc(version.message), asc(version.number))
  const found = Map.groupBy(rows, ({ message }) => message)
  return new Map(
    [...found].map(([message, earlier]) => [
      message,
      earlier.map(({ text, until, by }) => ({ text, until: until.toISOString(), by })),
    ]),
  )
}
