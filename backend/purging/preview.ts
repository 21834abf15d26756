/** What rules would do, before they are saved: asked of the same rules, things and holds as the clock asks later. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { holdsNow } from '../holds/held.ts'
import { checkRules, policiesOf, policyNow, versionOf } from '../retention/policies.ts'
import { WHATS } from '../retention/rules.ts'
import { isOver, NOTICE, type Policy, termOf } from '../retention/term.ts'
import type { Going, RetentionPreview, RetentionRule, RetentionWhat, Spared } from '../shown.ts'
import type { Reading, Store } from '../store/store.ts'
import type { Candidate, Kind } from './kinds.ts'
import { type Made, madeOf } from './made.ts'
import { KINDS } from './run.ts'

/** Things that may go at once without anybody typing how many. */
const CONFIRMED_FROM = 100

export interface PreviewDeps {
  store: Store
  rest: () => Promise<void>
}

/** Things of one reading; counting is nobody's hurry, and others write meanwhile. */
const READ_AT_ONCE = 500

/**
 * What is gone a week after the rules are saved at `asOf`, when they hold for all there is: beside what would be gone by
 * the rules that hold now.
 * @throws Refused `bad_request` when they are no rules
 */
export async function previewRules(
  { store, rest }: PreviewDeps,
  company: string,
  rules: RetentionRule[],
  asOf: Date,
): Promise<RetentionPreview> {
  checkRules(rules)
  const now = await store.read(company, policiesOf)
  const same = await store.read(
    company,
    async (r) => versionOf((await policyNow(r)).rules) === versionOf(rules),
  )
  const until = new Date(asOf.getTime() + NOTICE)
  const sums = createSums()
  for (const kind of KINDS) {
    let after: string | undefined = ''
    while (after !== undefined) {
      const from: string = after
      after = await store.read(company, (r) =>
        addPage(r, sums, kind, {
          after: from,
          now,
          wanted: same ? now : [...now, { rules, at: asOf }],
          until,
        }),
      )
      await rest()
    }
  }
  return sums.shown(asOf, until)
}

type Sums = ReturnType<typeof createSums>

interface Compared {
  after: string
  now: readonly Policy[]
  wanted: readonly Policy[]
  until: Date
}

/** Answers with where to go on. */
async function addPage(r: Reading, sums: Sums, kind: Kind, { after, now, wanted, until }: Compared) {
  const { found, next } = await kind.page(r, { after, most: READ_AT_ONCE })
  const holds = await holdsNow(r, until)
  const made =
    kind.what === 'messages' && holds.rows.length > 0
      ? await madeOf(
          r,
          found.map(({ id }) => id),
        )
      : new Map<string, Made[]>()
  const isHeld = ({ id, covered }: Candidate) =>
    [covered, ...(made.get(id) ?? [])].some((one) => holds.of({ ...covered, ...one }).length > 0)
  const stays = (thing: Candidate): Spared | undefined => thing.spared ?? (isHeld(thing) ? 'hold' : undefined)
  const goes: Candidate[] = []
  for (const thing of found) {
    const [before, later] = [isOver(termOf(now, thing), until), isOver(termOf(wanted, thing), until)]
    const why = stays(thing)
    if (later && why) sums.spare(why)
    if (why) continue
    if (later) goes.push(thing)
    if (later && !before) sums.add('more', kind.what, thing)
    if (before && !later) sums.add('fewer', kind.what, thing)
  }
  for (const thing of goes) sums.add('goes', kind.what, thing)
  await sums.cite(
    r,
    kind.what,
    goes.map(({ id }) => id),
  )
  return next
}

function createSums() {
  const sums = { goes: nothing(), more: nothing(), fewer: nothing() }
  const records = new Set<string>()
  const messages = new Set<string>()
  const cited = { decisions: 0, facts: 0, tasks: 0 }
  const spared: Record<Spared, number> = { hold: 0, keeping: 0, document: 0 }

  return {
    add(to: keyof typeof sums, what: RetentionWhat, { bytes, covered: { record } }: Candidate) {
      const sum = sums[to][what]
      sum.things += 1
      sum.bytes += bytes
      if (to === 'goes' && record) records.add(record)
    },

    spare(why: Spared) {
      spared[why] += 1
    },

    /** Counts what leans on these things. */
    async cite(r: Reading, what: RetentionWhat, ids: string[]) {
      if (ids.length === 0) return
      if (what === 'files') for (const id of await messagesWith(r, ids)) messages.add(id)
      if (what !== 'messages') return
      const { decision, fact, task } = r.t
      cited.decisions += await countOf(r, decision, ids)
      cited.facts += await countOf(r, fact, ids)
      cited.tasks += await countOf(r, task, ids)
    },

    shown(asOf: Date, until: Date): RetentionPreview {
      const more = WHATS.reduce((sum, what) => sum + sums.more[what].things, 0)
      return {
        ...{ asOf: asOf.toISOString(), until: until.toISOString() },
        ...{ ...sums, records: records.size, cited: { ...cited, messages: messages.size }, spared },
        ...(more >= CONFIRMED_FROM && { confirm: more }),
      }
    },
  }
}

async function messagesWith({ company, db, t }: Reading, files: string[]): Promise<string[]> {
  const rows = await db
    .select({ message: t.file.message })
    .from(t.file)
    .where(and(eq(t.file.company, company), inArray(t.file.id, files), isNull(t.file.withdrawnAt)))
  return rows.flatMap(({ message }) => message ?? [])
}

type OfMessages = Reading['t']['decision' | 'fact' | 'task']

async function countOf({ company, db }: Reading, table: OfMessages, messages: string[]): Promise<number> {
  return Number(await db.$count(table, and(eq(table.company, company), inArray(table.message, messages))))
}

function nothing(): Record<RetentionWhat, Going> {
  return Object.fromEntries(WHATS.map((what) => [what, { things: 0, bytes: 0 }])) as Record<
    RetentionWhat,
    Going
  >
}
