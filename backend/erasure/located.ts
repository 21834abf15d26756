/** Where a find belongs, and what speaks against erasing it. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Coverable, Holds } from '../holds/held.ts'
import { isGuest } from '../people/guests.ts'
import type { ErasureConflict, ErasureDecision } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import type { Found } from './finding.ts'

type ThreadRow = Reading['t']['thread']['$inferSelect']

export interface Located {
  thread: ThreadRow | null
  /** The message it is of, hangs on or came with. */
  message: string | null
  covered: Coverable
}

export async function locate(r: Reading, { kind, place, row }: Found): Promise<Located> {
  const { company, db, t } = r
  const text = (name: string | undefined) =>
    name === undefined ? null : ((row[name] as string | null) ?? null)
  const message =
    kind === 'message' ? (text(place.message) ?? text('id')) : text(place.message ?? fileMessage(kind))
  const named = text(place.thread) ?? (message === null ? null : await threadOfMessage(r, message))
  const [found] =
    named === null
      ? []
      : await db
          .select({ thread: t.thread, client: t.card.client })
          .from(t.thread)
          .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
          .where(and(eq(t.thread.company, company), eq(t.thread.id, named)))
  const record = found?.thread.record ?? text(place.record)
  const client = found?.client ?? (place.table === 'card' ? text('client') : null)
  const at = (place.at === undefined ? null : (row[place.at] as Date | null)) ?? r.now
  return {
    thread: found?.thread ?? null,
    message,
    covered: { record, client, thread: named, person: text(place.by), at },
  }
}

/** In which record's dossier it is told of; `all` where in any of them, for it names a person of ours; null where in none. */
export function recordOf({ kind }: Found, { covered }: Located): string | null {
  return covered.record ?? (kind === 'person' ? 'all' : null)
}

export function recordsIn(of: readonly (string | null)[]): readonly string[] | 'all' {
  return of.includes('all') ? 'all' : [...new Set(of.flatMap((one) => one ?? []))]
}

/** The column of a file that names its message. */
const fileMessage = (kind: string) => (kind === 'file' ? 'message' : undefined)

async function threadOfMessage({ company, db, t }: Reading, message: string): Promise<string | null> {
  const [row] = await db
    .select({ thread: t.message.thread })
    .from(t.message)
    .where(and(eq(t.message.company, company), eq(t.message.id, message)))
  return row?.thread ?? null
}

export interface Judged {
  conflicts: ErasureConflict[]
  choices: ErasureDecision[]
}

/** What speaks against erasing it, and what can be decided about it. */
export async function judge(
  r: Reading,
  holds: Holds,
  found: Found[],
  { covered, message }: Located,
  people: string[],
): Promise<Judged> {
  const [{ kind, row, authored }] = found as [Found]
  const isHeld = holds.of(covered).length > 0
  const isColleague = kind === 'person' && !isGuest(String(row.id)) && row.leftAt === null
  const byOthers = covered.person !== null && covered.person !== '' && !people.includes(covered.person)
  const told = kind === 'message' || kind === 'fact' || kind === 'decision'
  const conflicts = [
    isHeld && 'hold',
    kind === 'file' && row.permanentAt && 'document',
    (kind === 'decision' || (kind === 'message' && message && (await isDecided(r, message)))) && 'decision',
    told && byOthers && 'others',
    kind === 'act' && 'signed',
    (kind === 'card' || (kind === 'file' && row.keptAs) || (kind === 'task' && row.made)) && 'host',
    isColleague && 'colleague',
  ].filter((one): one is ErasureConflict => typeof one === 'string')
  if (isHeld || isColleague) return { conflicts, choices: ['keep'] }
  const canErase =
    WHOLE.includes(kind) && (kind !== 'message' || found.some(({ place }) => place.table === 'message'))
  const names = found.some(({ texts }) => texts.length > 0)
  return {
    conflicts,
    choices: [
      ...(canErase || !names ? (['erase'] as const) : []),
      ...(names && !(authored && kind === 'person') ? (['redact'] as const) : []),
      'keep',
    ],
  }
}

/** Kinds that can go as a whole; of the others only his words do. */
const WHOLE: readonly string[] = ['message', 'file', 'person', 'draft', 'address']

async function isDecided({ company, db, t }: Reading, message: string): Promise<boolean> {
  const rows = await db
    .select({ id: t.decision.id })
    .from(t.decision)
    .where(and(eq(t.decision.company, company), inArray(t.decision.message, [message])))
    .limit(1)
  return rows.length > 0
}
