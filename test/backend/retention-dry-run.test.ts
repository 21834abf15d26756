/** What is shown before rules are saved is what they do. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { guestId } from '../../backend/people/guests.ts'
import { AS_IT_COMES, WHATS } from '../../backend/retention/rules.ts'
import type { RetentionRule, RetentionWhat } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { people, type World, world } from '../world.ts'
import {
  administrator,
  clockLooks,
  DAY,
  preview,
  receipts,
  rulesNow,
  saveRules,
  withTerm,
} from './retention-fixture.ts'

const KINDS = ['team', 'topic', 'private'] as const
const FUNNELS = ['Продажи', 'Сервис']
const STAGES = ['Новая', 'В работе', 'Закрыта']
const AUTHORS = [people.manager, people.trade, people.logistics]
/** Rounds that one company goes through, with the rules of those before. */
const IN_A_WORLD = 10

/** Chance that is the same in every run. */
function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    upTo: (most: number) => Math.floor(next() * most),
    of: <T>(all: readonly T[]) => all[Math.floor(next() * all.length)]!,
  }
}

const term = (least: number) => fc.option(fc.integer({ min: least, max: 90 }), { nil: null, freq: 4 })
const scope = fc
  .record(
    {
      closed: fc.boolean(),
      type: fc.constantFrom('deal', 'lead'),
      funnel: fc.constantFrom(...FUNNELS),
      stage: fc.constantFrom(...STAGES),
      thread: fc.constantFrom(...KINDS),
    },
    { requiredKeys: [] },
  )
  .filter((named) => Object.keys(named).length > 0)
const placed = (what: RetentionWhat, least: number) =>
  fc.record({
    id: fc.uuid(),
    what: fc.constant(what),
    where: scope,
    days: term(least),
    from: fc.constantFrom('made' as const, 'closed' as const),
  })
const policy = fc
  .record({
    base: fc.record({
      files: term(1),
      messages: term(30),
      links: term(1),
      audit: term(30),
      payloads: term(7),
    }),
    more: fc.uniqueArray(fc.oneof(placed('files', 1), placed('messages', 30), placed('links', 1)), {
      maxLength: 6,
      selector: ({ what, where }) => `${what} ${JSON.stringify(Object.entries(where).sort())}`,
    }),
  })
  .map(({ base, more }): RetentionRule[] => [
    ...more,
    ...AS_IT_COMES.map((rule) => ({ ...rule, days: base[rule.what] })),
  ])

onEveryStore((stores) => {
  // Postgres is cleaned after each, table by table, and takes ten times as long.
  const rounds = stores.name === 'SQLite' ? 50 : 2
  /** The last is the one things happen in. */
  const worlds: World[] = []
  let w: World
  async function begin() {
    w = await world(stores)
    worlds.push(w)
  }
  beforeAll(begin)
  afterAll(async () => {
    for (const one of worlds) await one.stop()
  })

  /** Things of the last months in records of every kind, some of them on hold, some on their way to the host. */
  async function furnish(seed: number) {
    const { upTo, of } = dice(seed)
    await w.parts.store.write(w.company, async ({ company, db, t, now }) => {
      const ago = (days: number) => new Date(now.getTime() - days * DAY + upTo(1000))
      for (let n = 0; n < 3; n += 1) {
        const record = `${of(['deal', 'lead'])}:${seed * 10 + n}`
        const seen = {
          stage: of(STAGES),
          funnel: of(FUNNELS),
          amount: null,
          currency: null,
          responsible: null,
        }
        const closedAt = of([null, ago(upTo(60))])
        const opened = { openedAt: ago(100), openedBy: people.manager }
        await db
          .insert(t.card)
          .values({ company, record, ...opened, seen, closedAt, movedAt: of([null, ago(upTo(20))]) })
        const thread = newId()
        const about = {
          company,
          id: thread,
          record,
          kind: of(KINDS),
          audience: 'internal' as const,
          title: '',
        }
        await db.insert(t.thread).values({ ...about, ...opened, lastSeq: 12 })
        for (let seq = 1; seq <= 12; seq += 1) {
          const id = newId()
          const author = of(AUTHORS)
          const at = ago(90 - seq * 7)
          await db.insert(t.message).values({
            company,
            thread,
            seq,
            id,
            audience: 'internal',
            author,
            text: 'слово',
            at,
            mentions: [],
          })
          if (upTo(2)) continue
          const [bytes, keepAskedAt] = [upTo(1000) + 1, of([null, null, null, at])]
          const file = {
            id: newId(),
            thread,
            message: id,
            name: 'a.txt',
            nameKey: 'a.txt',
            type: 'text/plain',
          }
          const permanentAt = of([null, null, null, null, at])
          await db.insert(t.file).values({
            company,
            ...file,
            size: bytes,
            hash: 'f'.repeat(64),
            author,
            at,
            expiresAt: at,
            keepAskedAt,
            permanentAt,
          })
        }
        const over = { endedAt: ago(upTo(60)), endedBy: null, ending: 'expired' as const }
        const guest = {
          id: newId(),
          thread,
          person: guestId(newId()),
          sponsor: people.manager,
          fields: [],
          fromSeq: 1,
        }
        await db.insert(t.invite).values({ company, ...guest, at: ago(70), until: ago(60), ...over })
        if (upTo(3) === 0) {
          const covers = of([{ record }, { thread }, { person: of(AUTHORS), since: ago(40), until: ago(20) }])
          const hold = { id: newId(), reason: 'Спор с клиентом', at: now, by: people.admin }
          // Some end before the week is over in which the rules come to hold for all.
          await db
            .insert(t.hold)
            .values({ company, ...hold, ...covers, endsAt: of([null, new Date(now.getTime() + 3 * DAY)]) })
        }
        const told = {
          key: newId(),
          name: 'E',
          hint: { about: 'application', what: 'updated' } as const,
          by: null,
        }
        await db
          .insert(t.inbox)
          .values({ company, ...told, receivedAt: ago(upTo(30)), dueAt: now, tries: 1, workedAt: now })
        await db
          .insert(t.seen)
          .values({ company, id: newId(), person: of(AUTHORS), what: 'opened', record, at: ago(upTo(90)) })
      }
    })
  }

  test('F64: the dry run of 50 sets of rules, of 2 on Postgres, says what they do, to a thing and a byte', async () => {
    let round = 0
    await fc.assert(
      fc.asyncProperty(policy, async (rules) => {
        // Each thing that goes is held against all rules and holds there ever were: of a few rounds, not of all.
        if (round > 0 && round % IN_A_WORLD === 0) await begin()
        round += 1
        await furnish(round)
        const shown = await saveRules(w, rules)
        const before = new Set((await purges()).map(({ id }) => id))
        w.clock.advance(7 * DAY)
        while (await w.parts.purge(w.company));
        const done = (await purges()).filter(({ id }) => !before.has(id))
        expect(await counted(done.map(({ id }) => id))).toEqual(shown.goes)
      }),
      // A round takes Postgres ten times as long, on a disk that is asked to keep each write.
      { seed: 64, numRuns: rounds, endOnFailure: true },
    )
  }, 120_000)

  const purges = () => w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.purge))

  async function counted(ids: string[]) {
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.purged))
    const gone = rows
      .filter(({ purge }) => ids.includes(purge))
      .flatMap(({ what, things }) => things.map((one) => ({ ...one, what })))
    return Object.fromEntries(
      WHATS.map((what) => {
        const of = gone.filter((one) => one.what === what)
        return [what, { things: of.length, bytes: of.reduce((sum, { bytes = 0 }) => sum + bytes, 0) }]
      }),
    )
  }

  test('the dry run counts what leans on it, and touches nothing; a great deal has to be typed', async () => {
    await saveRules(w, AS_IT_COMES)
    for (let n = 100; n < 112; n += 1) await furnish(n)
    const rules = await withTerm(w, 'messages', 30)
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.message))
    const shown = await preview(w, rules)
    expect(shown.more.messages.things).toBeGreaterThan(100)
    expect(shown.confirm).toBeGreaterThanOrEqual(shown.more.messages.things)
    expect(shown.records).toBeGreaterThan(10)
    expect(shown.spared.hold).toBeGreaterThan(0)
    expect(shown.spared.keeping).toBeGreaterThan(0)
    expect(shown.spared.document).toBeGreaterThan(0)
    expect(await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.message))).toEqual(rows)

    const admin = await administrator(w)
    const { version } = await rulesNow(w)
    const body = { rules, version, asOf: shown.asOf }
    const untyped = await admin.call('PUT', '/api/retention', body)
    expect([untyped.status, untyped.body.error.reason]).toEqual([422, 'not_confirmed'])
    const slip = await admin.call('PUT', '/api/retention', { ...body, confirmed: (shown.confirm ?? 0) + 1 })
    expect(slip.body.error.reason).toBe('not_confirmed')
    const typed = await admin.call('PUT', '/api/retention', { ...body, confirmed: shown.confirm })
    expect(typed.status).toBe(200)
    const late = await admin.call('PUT', '/api/retention', { ...body, confirmed: shown.confirm })
    expect(late.status).toBe(200)
    const other = { ...body, rules: AS_IT_COMES, asOf: w.clock.now().toISOString() }
    expect((await admin.call('PUT', '/api/retention', other)).body.error.reason).toBe('changed_meanwhile')
  })

  test('rules that say nothing of a kind, say it twice, or are too short are refused', async () => {
    const admin = await administrator(w)
    const refused = async (rules: RetentionRule[]) => {
      const { status, body } = await admin.call('POST', '/api/retention/preview', { rules })
      expect([status, body.error.reason]).toEqual([400, 'bad_request'])
    }
    const [files, ...rest] = AS_IT_COMES
    await refused(rest)
    await refused([...AS_IT_COMES, { ...files!, id: 'again', days: 90 }])
    await refused(AS_IT_COMES.map((rule) => (rule.what === 'messages' ? { ...rule, days: 29 } : rule)))
    await refused([
      ...AS_IT_COMES,
      { id: 'x', what: 'audit', where: { type: 'deal' }, days: 400, from: 'made' },
    ])
  })

  test('every receipt of all these rounds is signed, and its list is what it was', async () => {
    const all = []
    for (const one of worlds) {
      one.clock.advance(8 * DAY)
      await clockLooks(one)
      all.push(...(await receipts(one)))
    }
    expect(all.length).toBeGreaterThan(rounds / 5)
    for (const { statement, lines } of all) {
      expect(lines).toHaveLength(statement.things)
      expect(statement.rules.reduce((sum, { things }) => sum + things, 0)).toBe(statement.things)
    }
  }, 120_000)
})
