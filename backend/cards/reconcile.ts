/** Repairs what a lost event would have told: every card is compared with its record at the host now and then. */
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Answer, CrmRefusal, RecordContext, RecordRef } from '../../crm-adapters/port.ts'
import { recordKey, recordRef } from '../records.ts'
import type { Reading, Store } from '../store/store.ts'
import { type Found, takeOver } from './changes.ts'

/** Cards compared in one slice: the host is asked once for all of them, and again for each that changed. */
const SLICE = 200

export interface ReconcileDeps {
  store: Store
  newId: () => string
  /** Asks the host as the company's administrator. */
  revisions(company: string, refs: RecordRef[]): Promise<Answer<{ ref: RecordRef; revision: string }[]>>
  record(company: string, ref: RecordRef): Promise<Answer<RecordContext>>
  /** Which record a missing one was merged into. */
  mergedInto(company: string, ref: RecordRef): Promise<Answer<RecordRef | null>>
}

/** Compares the cards after this one; answers with the last compared, undefined when all have been. */
export async function reconcile(deps: ReconcileDeps, company: string, after: string | undefined) {
  const cards = await deps.store.read(company, (r) => cardsAfter(r, after))
  if (cards.length === 0) return undefined
  const found = await deps.revisions(
    company,
    cards.map((card) => recordRef(card.record)),
  )
  // A host that does not answer will be asked again by the next round.
  if (!found.ok) return undefined
  const now = new Map(found.value.map(({ ref, revision }) => [recordKey(ref), revision]))
  for (const { record, revision, goneAt } of cards) {
    const current = now.get(record)
    const settled = current === undefined ? goneAt !== null : current === revision && goneAt === null
    if (!settled) await lookAgain(deps, company, record, null, current)
  }
  return cards.length < SLICE ? undefined : cards.at(-1)!.record
}

/**
 * Reads a record anew and takes over what the host says: after a hint, or where a comparison found a difference.
 * False when the host did not say: to be asked again.
 */
export async function lookAgain(
  deps: ReconcileDeps,
  company: string,
  record: string,
  by: string | null,
  revision?: string,
): Promise<boolean> {
  const found = await find(deps, company, recordRef(record), by)
  if (found === 'not shown') return true
  if (found === 'not said') return false
  await deps.store.write(company, async (w) => {
    await takeOver(w, record, found, deps.newId)
    if (revision === undefined) return
    const { db, t } = w
    await db
      .update(t.card)
      .set({ revision })
      .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  })
  return true
}

/** `not shown`: what the administrator may not see tells nothing, and never will. */
async function find(
  { record, mergedInto }: ReconcileDeps,
  company: string,
  ref: RecordRef,
  by: string | null,
): Promise<Found | 'not shown' | 'not said'> {
  const answer = await record(company, ref)
  if (answer.ok) return { context: answer.value, by }
  if (answer.reason === 'denied') return 'not shown'
  if (answer.reason !== 'missing') return 'not said'
  const into = await mergedInto(company, ref)
  if (!into.ok) return MAY_BE_SAID_LATER.has(into.reason) ? 'not said' : { gone: true, by }
  return { gone: true, by, ...(into.value && { mergedInto: into.value }) }
}

const MAY_BE_SAID_LATER = new Set<CrmRefusal>(['unreachable', 'limited', 'moved', 'expired'])

async function cardsAfter({ company, db, t }: Reading, after = '') {
  return db
    .select({ record: t.card.record, revision: t.card.revision, goneAt: t.card.goneAt })
    .from(t.card)
    .where(and(eq(t.card.company, company), gt(t.card.record, after)))
    .orderBy(asc(t.card.record))
    .limit(SLICE)
}
