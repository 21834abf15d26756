/** The one way into the audit log: an entry is stored with what it tells of, or neither is. */
import { hostname } from 'node:os'
import { desc, eq, sql } from 'drizzle-orm'
import type { Visitor } from '../signed-in.ts'
import { prepared, type Reading, type Writing } from '../store/store.ts'
import type { Act } from './acts.ts'
import { commitment, leafText, salt } from './leaf.ts'
import type { Kept } from './tables.ts'

export interface Entry {
  act: Act
  /** Who did it, with where he sits (`from`) where the door has noted it; or nobody of theirs: the clock, the host, whoever runs the server. */
  by: Visitor | 'clock' | 'host' | 'operator'
  on?: On
  /** Ids, numbers and words of our own: stays for ever, so nothing that tells of a person. */
  data?: Record<string, string | number | boolean | null | undefined>
  /** Whatever may be personal, before and after too: kept beside the log, to be erased without harm to a proof. */
  values?: Record<string, unknown>
  /** Texts that are kept elsewhere: the log can prove them, and has no copy. */
  proves?: Record<string, string>
}

export interface On {
  record?: string | null
  thread?: string | null
  /** What it was done to, where that is less than a thread: the id of a message, a file, a person, an invite... */
  thing?: string | null
}

type EntryRow = Omit<Reading['t']['entry']['$inferSelect'], 'mark' | 'position'>

const NODE = hostname()

/**
 * Notes what was done, in the write that does it. Costs the write nothing but its own row, which is stored at the end of
 * the commit: a write that is refused leaves none.
 */
export function audit(w: Writing, { act, by, on = {}, data, values = {}, proves = {} }: Entry): void {
  const kept: Kept = {}
  const commitments: Record<string, string> = {}
  const person = typeof by === 'string' ? undefined : by
  for (const [name, value] of Object.entries({ from: person?.from, ...values })) {
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const salted = salt()
    kept[name] = [salted, text]
    commitments[name] = commitment(salted, name, text)
  }
  for (const [name, text] of Object.entries(proves)) {
    const salted = salt()
    kept[name] = [salted]
    commitments[name] = commitment(salted, name, text)
  }
  const { record = null, thread = null, thing = null } = on
  const row: EntryRow = {
    company: w.company,
    at: w.now,
    act,
    by: person?.person ?? (by as string),
    ...{ record, thread, thing },
    about: JSON.stringify({ node: NODE, ...data }),
    commitments: JSON.stringify(commitments),
    kept,
  }
  w.stir('signing')
  w.atEnd(() => append(w, row))
}

interface Head {
  position: number
  mark: string
}

/** Of each company, as far as the commit has come. */
const heads = new WeakMap<object, Map<string, Head>>()

async function append(w: Writing, row: EntryRow) {
  const known = heads.get(w.commit) ?? new Map<string, Head>()
  heads.set(w.commit, known)
  const before = known.get(w.company) ?? (await newest(w))
  const position = before.position + 1
  const mark = markOf(w, before.mark, leafText({ ...row, position }))
  w.unwaited(insertEntry(w).execute({ ...row, position, mark }))
  known.set(w.company, { position, mark })
}

/** What comes before the first entry. */
const BEGINNING: Head = { position: 0, mark: '' }

async function newest(r: Reading): Promise<Head> {
  const [row] = await newestEntry(r).execute({ company: r.company })
  return row ?? BEGINNING
}

/** Chains an entry to the one before it: until it is under a signed head, who lacks our key can change neither. */
export function markOf({ mark }: Pick<Writing, 'mark'>, before: string, leaf: string): string {
  return mark(`${before}\n${leaf}`)
}

const newestEntry = prepared('newest_entry', (db, t) =>
  db
    .select({ position: t.entry.position, mark: t.entry.mark })
    .from(t.entry)
    .where(eq(t.entry.company, sql.placeholder('company')))
    .orderBy(desc(t.entry.position))
    .limit(1),
)

const insertEntry = prepared('insert_entry', (db, t) =>
  db.insert(t.entry).values({
    company: sql.placeholder('company'),
    position: sql.placeholder('position'),
    at: sql.placeholder('at'),
    act: sql.placeholder('act'),
    by: sql.placeholder('by'),
    record: sql.placeholder('record'),
    thread: sql.placeholder('thread'),
    thing: sql.placeholder('thing'),
    about: sql.placeholder('about'),
    commitments: sql.placeholder('commitments'),
    kept: sql.placeholder('kept'),
    mark: sql.placeholder('mark'),
  }),
)
