/** Asking for dossiers, and seeing how far they are. */
import { and, desc, eq, isNull } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import type { Language } from '../companies/framed.ts'
import { Refused, TooMany } from '../refused.ts'
import type { ShownDossier, ShownDossiers } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { supervise } from '../supervising/supervising.ts'
import { type DossierRow, dossierById, KEPT } from './rows.ts'

export interface Wanted {
  id: string
  record: string
  language: Language
  zone: string
  /** Why private threads of others are to be in it. */
  reason?: string | undefined
}

/** Being made at once, of one company. */
const UNDER_WAY_MOST = 5
const SHOWN_MOST = 50

/**
 * Asks for one; again with the same id changes nothing. Whoever wants private threads of others in it supervises them, which
 * those who are in them are told.
 * @throws Refused `not_found` when there is no such talk; `not_allowed` to read what is private; `text_empty`, `text_too_long`
 *   of the reason; `id_taken`; `too_many_requests`
 */
export async function askFor(w: Writing, visitor: Visitor, wanted: Wanted, newId: () => string) {
  const { company, db, t, now } = w
  const { id, record, language, zone, reason = null } = wanted
  const known = await dossierById(w, id)
  if (known && known.by !== visitor.person) throw new Refused('id_taken')
  if (known) return
  if (!(await hasTalk(w, record))) throw new Refused('not_found')
  const waiting = await db.$count(t.dossier, and(eq(t.dossier.company, company), isNull(t.dossier.endedAt)))
  if (Number(waiting) >= UNDER_WAY_MOST) throw new TooMany(60)
  if (reason !== null) await readPrivate(w, visitor, record, reason, newId)
  await db.insert(t.dossier).values({
    ...{ company, id, record, by: visitor.person, at: now, language, zone, reason },
  })
  audit(w, {
    ...{ act: 'dossier.asked', by: visitor, on: { record, thing: id } },
    ...(reason !== null && { values: { reason } }),
  })
}

async function hasTalk({ company, db, t: { card } }: Reading, record: string): Promise<boolean> {
  const one = and(eq(card.company, company), eq(card.record, record))
  return Number(await db.$count(card, one)) > 0
}

async function readPrivate(
  w: Writing,
  visitor: Visitor,
  record: string,
  reason: string,
  newId: () => string,
) {
  const { company, db, t } = w
  const viewer = { ...visitor, record }
  if (!(await sight(w, viewer)).supervise) throw new Refused('not_allowed')
  const { thread, member } = t
  const others = await db
    .select({ id: thread.id })
    .from(thread)
    .leftJoin(
      member,
      and(
        eq(member.company, company),
        eq(member.thread, thread.id),
        eq(member.person, visitor.person),
        isNull(member.leftAt),
      ),
    )
    .where(
      and(
        eq(thread.company, company),
        eq(thread.record, record),
        eq(thread.kind, 'private'),
        isNull(member.person),
      ),
    )
  for (const { id } of others) await supervise(w, viewer, id, { id: newId(), reason }, newId)
}

/** Mine, the newest first. */
export async function dossiersOf(r: Reading, { person }: Visitor): Promise<ShownDossiers> {
  const { company, db, t } = r
  const { dossier, card } = t
  const rows = await db
    .select({ dossier, seen: card.seen })
    .from(dossier)
    .leftJoin(card, and(eq(card.company, company), eq(card.record, dossier.record)))
    .where(and(eq(dossier.company, company), eq(dossier.by, person)))
    .orderBy(desc(dossier.at), desc(dossier.id))
    .limit(SHOWN_MOST)
  const { supervise: whole, hidden } = await sight(r, { person, record: '' })
  const titleOf = (seen: (typeof rows)[number]['seen']) =>
    hidden.includes('title') ? '' : (seen?.title ?? '')
  return { dossiers: rows.map((row) => shown(row.dossier, titleOf(row.seen))), whole }
}

function shown(row: DossierRow, title: string): ShownDossier {
  const { id, record, at, reason, done, total, failure, size, endedAt, goneAt } = row
  const state = !endedAt ? 'making' : failure ? 'failed' : goneAt ? 'gone' : 'ready'
  return {
    ...{ id, record, title, at: at.toISOString(), whole: reason !== null, state },
    ...{ done, total: total ?? 0 },
    ...(failure && { failure }),
    ...(size !== null && { size }),
    ...(state === 'ready' && endedAt && { until: new Date(endedAt.getTime() + KEPT).toISOString() }),
  }
}
