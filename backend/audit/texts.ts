/**
 * What tells whether messages say what the log has noted of them. Texts stand in the database as they are, so that whoever
 * can write to it can change one; its commitment in the log he cannot.
 */
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Reading, Store } from '../store/store.ts'
import { commitment } from './leaf.ts'

export interface CheckedTexts {
  company: string
  /** Texts that are as they were noted. */
  proven: number
  /** Texts of which nothing is noted, or no more: the salt goes with what is kept of an entry. */
  unproven: number
  /** Ids of messages that say something else than was noted, the first of them. */
  changed: string[]
}

/** Messages read at once. */
const SLICE = 1000
/** Of many the first tell enough. */
const CHANGED_MOST = 20
/** Acts that say what a message says from then on, and the name of the value that does. */
const SAYING = { 'message.sent': 'text', 'message.edited': 'after' } as const

/** Looks at what messages say now; not at those that were deleted or erased, or whose texts the CRM alone has. */
export async function checkTexts(store: Store, company: string): Promise<CheckedTexts> {
  const found: CheckedTexts = { company, proven: 0, unproven: 0, changed: [] }
  for (let after = ''; found.changed.length < CHANGED_MOST; ) {
    const { messages, noted } = await store.read(company, async (r) => {
      const messages = await messagesAfter(r, after)
      return { messages, noted: await notedOf(r, messages) }
    })
    for (const { id, text } of messages) {
      const note = noted.get(id)
      if (!note) found.unproven += 1
      else if (commitment(note.salt, note.name, text) === note.committed) found.proven += 1
      else found.changed.push(id)
    }
    if (messages.length < SLICE) break
    after = messages.at(-1)!.id
  }
  return found
}

function messagesAfter({ company, db, t }: Reading, after: string) {
  const { id, text, deletedAt, erasedAt, elsewhereAt } = t.message
  const here = and(isNull(deletedAt), isNull(erasedAt), isNull(elsewhereAt))
  return db
    .select({ id, text })
    .from(t.message)
    .where(and(eq(t.message.company, company), gt(id, after), here))
    .orderBy(asc(id))
    .limit(SLICE)
}

interface Noted {
  name: string
  salt: string
  committed: string
}

/** Of each message what was noted last. */
async function notedOf({ company, db, t }: Reading, messages: { id: string }[]): Promise<Map<string, Noted>> {
  const { thing, act, commitments, kept, position } = t.entry
  const rows = await db
    .select({ thing, act, commitments, kept })
    .from(t.entry)
    .where(
      and(
        eq(t.entry.company, company),
        inArray(
          thing,
          messages.map(({ id }) => id),
        ),
        inArray(act, Object.keys(SAYING)),
      ),
    )
    .orderBy(asc(position))
  const noted = new Map<string, Noted>()
  for (const row of rows) {
    const name = SAYING[row.act as keyof typeof SAYING]
    const [salt] = row.kept?.[name] ?? []
    const committed = JSON.parse(row.commitments)[name]
    if (salt && committed) noted.set(row.thing!, { name, salt, committed })
    else noted.delete(row.thing!)
  }
  return noted
}
