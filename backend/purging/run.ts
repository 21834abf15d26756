/**
 * Things go whose time is over: found by reading, a page after another; asked about once more and deleted by short writes;
 * stated in a receipt when all of it is gone. Any number of nodes may do so at once, and what one leaves the next finds.
 */
import { and, eq, isNotNull, max, sql } from 'drizzle-orm'
import { removeBytes } from '../files/erase.ts'
import { policiesOf } from '../retention/policies.ts'
import { reckonSome } from '../retention/reckon.ts'
import { DAY, fewestDays, isOver, type Policy, termOf } from '../retention/term.ts'
import { tidyIndex } from '../search/search.ts'
import type { PurgedThing, RetentionWhat, Spared } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'
import { entries } from './kind-entries.ts'
import { files } from './kind-files.ts'
import { links } from './kind-links.ts'
import { messages } from './kind-messages.ts'
import { payloads } from './kind-payloads.ts'
import { seen } from './kind-seen.ts'
import type { Candidate, Kind } from './kinds.ts'
import { type Concluding, conclude, openPurge, type SparedCounts } from './receipts.ts'

export const KINDS: readonly Kind[] = [files, messages, links, payloads, seen, entries]

export interface PurgingDeps extends Concluding {
  now: () => Date
  newId: () => string
  /** Lets others have their turn after a slice. */
  rest: () => Promise<void>
  failed: (error: unknown) => void
}

/** How far a round has come. */
interface Round {
  kind: number
  after: string
  spared: SparedCounts
}

const beginning = (): Round => ({ kind: 0, after: '', spared: {} })

export function createRun(deps: PurgingDeps) {
  const { store, now, rest, failed } = deps
  const rounds = new Map<string, Round>()

  async function step(company: string, round: Round, kind: Kind) {
    const { over, next } = await store.read(company, (r) => overIn(r, kind, round.after, now()))
    if (over.length > 0) {
      const gone = await store.write(company, (w) => purge(w, deps, kind, over))
      for (const [why, count] of Object.entries(gone.spared))
        note(round.spared, why as Spared, kind.what, count)
      // The rows say they are gone; what can't be removed now is left to the sweep.
      if (kind === files) await removeBytes(deps.files, company, gone.erased).catch(failed)
      await rest()
    }
    round.after = next ?? ''
    if (next === undefined) round.kind += 1
  }

  return {
    /** Does a slice of the round; true when there is more of it. */
    async slice(company: string): Promise<boolean> {
      if (await store.read(company, isToReckon)) {
        await store.write(company, reckonSome)
        return true
      }
      const round = rounds.get(company) ?? beginning()
      rounds.set(company, round)
      const kind = KINDS[round.kind]
      if (kind) {
        await step(company, round, kind)
        return true
      }
      rounds.delete(company)
      await conclude({ ...deps, tidy: () => tidyIndex(store, company) }, company, round.spared)
      return false
    },
  }
}

async function isToReckon(r: Reading): Promise<boolean> {
  const { company, db, t } = r
  const mine = and(eq(t.policy.company, company), isNotNull(t.policy.reckoned))
  return (await db.select({ number: t.policy.number }).from(t.policy).where(mine).limit(1)).length > 0
}

/** Of the next page of a kind, what is over. */
async function overIn(r: Reading, kind: Kind, after: string, by: Date) {
  const policies = await policiesOf(r)
  const days = fewestDays(policies, kind.what)
  if (days === undefined) return { over: [], next: undefined }
  const madeBy = new Date(by.getTime() - days * DAY)
  const { found, next } = await kind.page(r, { madeBy, after, most: kind.most })
  return { over: found.filter((thing) => isOver(termOf(policies, thing), by)).map(({ id }) => id), next }
}

interface Gone {
  erased: string[]
  spared: Partial<Record<Spared, number>>
}

/** Asks once more, deletes, and writes down what went by which rule. */
async function purge(w: Writing, deps: PurgingDeps, kind: Kind, ids: string[]): Promise<Gone> {
  const policies = await policiesOf(w)
  const over = (await kind.again(w, ids)).filter((thing) => isOver(termOf(policies, thing), w.now))
  const going = over.filter(({ spared }) => !spared)
  const { erased, held } = await kind.erase(
    w,
    going.map(({ id }) => id),
  )
  const gone = new Set(erased)
  await writeDown(
    w,
    deps,
    kind.what,
    going.filter(({ id }) => gone.has(id)),
    policies,
  )
  const counts = Map.groupBy(over, ({ id, spared }) => spared ?? (held.includes(id) ? 'hold' : undefined))
  const spared = [...counts].flatMap(([why, of]) => (why ? [[why, of.length] as const] : []))
  return { erased, spared: Object.fromEntries(spared) }
}

async function writeDown(
  w: Writing,
  { newId }: PurgingDeps,
  what: RetentionWhat,
  gone: Candidate[],
  policies: readonly Policy[],
) {
  if (gone.length === 0) return
  const { company, db, t, now } = w
  const things = gone.map((thing): PurgedThing => {
    const { id, bytes } = thing
    return {
      id,
      rule: termOf(policies, thing).rules[0].id,
      ...(bytes > 0 && { bytes }),
    }
  })
  const bytes = gone.reduce((sum, thing) => sum + thing.bytes, 0)
  const open = await openPurge(w)
  const purge = open?.id ?? newId()
  if (!open) await db.insert(t.purge).values({ company, id: purge, begunAt: now })
  const [last] = await db
    .select({ number: max(t.purged.number) })
    .from(t.purged)
    .where(and(eq(t.purged.company, company), eq(t.purged.purge, purge)))
  await db.insert(t.purged).values({ company, purge, number: (last?.number ?? 0) + 1, what, things })
  await db
    .update(t.purge)
    .set({ things: sql`${t.purge.things} + ${things.length}`, bytes: sql`${t.purge.bytes} + ${bytes}` })
    .where(and(eq(t.purge.company, company), eq(t.purge.id, purge)))
}

function note(spared: SparedCounts, why: Spared, what: RetentionWhat, count: number) {
  const of = spared[why] ?? {}
  spared[why] = { ...of, [what]: (of[what] ?? 0) + count }
}
