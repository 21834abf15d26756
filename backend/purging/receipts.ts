/** The receipt of a round: what went by which rule, checked by looking for it again, and signed by the company's key. */
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, or } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import type { Files } from '../files/port.ts'
import { keysOf, signAsCompany } from '../leaving/acts.ts'
import { asFile, type Signed } from '../leaving/signing.ts'
import { Refused } from '../refused.ts'
import { policyNow } from '../retention/policies.ts'
import { findableAmong } from '../search/search.ts'
import type { PurgedThing, PurgeStatement, RetentionRule, RetentionWhat, ShownPurge } from '../shown.ts'
import type { Reading, Store } from '../store/store.ts'

export interface Concluding {
  store: Store
  files: Files
  secrets: Parameters<typeof signAsCompany>[1]
  /** Makes sure that nothing of forgotten words can be read from the index. */
  tidy?: () => Promise<void>
}

/** What stayed in a round though its time was over. */
export type SparedCounts = PurgeStatement['spared']

type PurgeRow = Reading['t']['purge']['$inferSelect']
type Listed = PurgedThing & { what: RetentionWhat }

/** Things looked for again. */
const SAMPLE = 200
/** Slices of the list read at once. */
const SLICES = 50

/**
 * States a round that is over; nothing when nothing went. A thing that is found again is an error, and no receipt is
 * written: the round stays open, and is looked at anew with the next.
 */
export async function conclude(deps: Concluding, company: string, spared: SparedCounts): Promise<void> {
  const { store, secrets, tidy } = deps
  const open = await store.read(company, openPurge)
  if (!open) return
  await tidy?.()
  await store.scrub()
  const { rules, list, sample } = await readList(deps, company, open)
  await lookAgain(deps, company, sample)
  await store.write(company, async (w) => {
    if ((await openPurge(w))?.id !== open.id) return
    const statement: PurgeStatement = {
      ...{ of: 'purge', id: open.id, company, begun: open.begunAt.toISOString(), ended: w.now.toISOString() },
      ...{ rules, things: open.things, bytes: open.bytes, list },
      sample: { asked: sample.length, bytes: 'gone', words: 'gone', search: 'gone' },
      spared,
    }
    const body = JSON.stringify(statement)
    const { key, signature } = await signAsCompany(w, secrets, body)
    const { db, t, now } = w
    await db
      .update(t.purge)
      .set({ endedAt: now, body, key: key.id, signature })
      .where(and(eq(t.purge.company, company), eq(t.purge.id, open.id)))
    const { things, bytes } = open
    audit(w, { act: 'retention.run', by: 'clock', on: { thing: open.id }, data: { things, bytes } })
  })
}

/** A round that is not stated yet. */
export async function openPurge({ company, db, t }: Reading): Promise<PurgeRow | undefined> {
  const [row] = await db
    .select()
    .from(t.purge)
    .where(and(eq(t.purge.company, company), isNull(t.purge.endedAt)))
    .orderBy(desc(t.purge.begunAt))
    .limit(1)
  return row
}

/** Adds up the list by rule, hashes it, and takes a sample of it: spread evenly over all that went. */
async function readList({ store }: Concluding, company: string, purge: PurgeRow) {
  const hash = createHash('sha256')
  const counted = new Map<string, { things: number; bytes: number }>()
  const sample: Listed[] = []
  const every = Math.max(1, Math.ceil(purge.things / SAMPLE))
  let things = 0
  for await (const thing of listed(store, company, purge.id)) {
    const { what, id, rule, bytes = 0 } = thing
    hash.update(lineOf(thing))
    const of = counted.get(rule) ?? { things: 0, bytes: 0 }
    counted.set(rule, { things: of.things + 1, bytes: of.bytes + bytes })
    if (things % every === 0) sample.push({ ...thing, what, id })
    things += 1
  }
  const known = await store.read(company, rulesEver)
  const rules = [...counted].flatMap(([id, of]) => {
    const rule = known.get(id)
    return rule ? [{ ...rule, ...of }] : []
  })
  return { rules, list: { things, sha256: hash.digest('hex') }, sample }
}

/** What of a thing the hash of the list is over. */
export function lineOf({ what, id, rule, bytes }: Listed): string {
  return `${[what, id, rule, bytes ?? ''].join('\t')}\n`
}

/** All that went in a round, in the order it went. */
export async function* listed(store: Store, company: string, purge: string): AsyncGenerator<Listed> {
  let from = 0
  while (true) {
    const slices = await store.read(company, ({ db, t }) =>
      db
        .select()
        .from(t.purged)
        .where(and(eq(t.purged.company, company), eq(t.purged.purge, purge)))
        .orderBy(asc(t.purged.number))
        .limit(SLICES)
        .offset(from),
    )
    for (const { what, things } of slices) for (const thing of things) yield { ...thing, what }
    if (slices.length < SLICES) return
    from += SLICES
  }
}

/** Rules by id, as they were last. */
async function rulesEver(r: Reading): Promise<Map<string, RetentionRule>> {
  const { company, db, t } = r
  const saved = await db
    .select()
    .from(t.policy)
    .where(eq(t.policy.company, company))
    .orderBy(asc(t.policy.number))
  const now = await policyNow(r)
  return new Map([...saved, now].flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)))
}

/** Asks for some of it as anybody would who wants it back. */
async function lookAgain({ store, files }: Concluding, company: string, sample: Listed[]) {
  const ids = (what: RetentionWhat) => sample.flatMap((one) => (one.what === what ? [one.id] : []))
  for (const file of ids('files')) {
    for (const key of [
      { company, file },
      { company, file, part: 'preview' as const },
    ]) {
      if ((await files.size(key)) !== undefined) throw new Error(`the bytes of file ${file} are still there`)
    }
  }
  const messages = ids('messages')
  if (messages.length === 0) return
  const [words, findable] = await store.read(company, async (r) => [
    await wordsAmong(r, messages),
    await findableAmong(r, messages),
  ])
  if (words.length > 0) throw new Error(`words of message ${words[0]} are still there`)
  if (findable.length > 0) throw new Error(`message ${findable[0]} can still be found`)
}

/** Of these messages, those that still say something, or said it before. */
async function wordsAmong({ company, db, t }: Reading, ids: string[]): Promise<string[]> {
  const said = await db
    .select({ id: t.message.id })
    .from(t.message)
    .where(
      and(
        eq(t.message.company, company),
        inArray(t.message.id, ids),
        or(ne(t.message.text, ''), isNotNull(t.message.happened)),
      ),
    )
  const before = await db
    .select({ id: t.version.message })
    .from(t.version)
    .where(and(eq(t.version.company, company), inArray(t.version.message, ids)))
  const elsewhere = await db
    .select({ id: t.relayed.message })
    .from(t.relayed)
    .where(and(eq(t.relayed.company, company), inArray(t.relayed.message, ids)))
  return [...said, ...before, ...elsewhere].map(({ id }) => id)
}

/** Rounds, the newest first. */
export async function purges({ company, db, t }: Reading, before: Date | undefined, most: number) {
  const { purge } = t
  const rows = await db
    .select()
    .from(purge)
    .where(and(eq(purge.company, company), before && lt(purge.begunAt, before)))
    .orderBy(desc(purge.begunAt))
    .limit(most)
  return rows.map(
    ({ id, begunAt, endedAt, things, bytes }): ShownPurge => ({
      ...{ id, begunAt: begunAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, things, bytes },
    }),
  )
}

/** The signed receipt; refused as `not_found` while there is none. */
export async function receiptOf(r: Reading, id: string): Promise<Signed> {
  const { company, db, t } = r
  const [purge] = await db
    .select()
    .from(t.purge)
    .where(and(eq(t.purge.company, company), eq(t.purge.id, id)))
  const key = (await keysOf(r)).find((one) => one.id === purge?.key)
  if (!purge?.body || !purge.signature || !key) throw new Refused('not_found')
  return asFile({ body: purge.body, key: key.id, signature: purge.signature }, key.publicKey)
}
