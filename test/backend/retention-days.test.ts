/** The day each file goes, by the rules there are and by where its record stands. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { takeOver } from '../../backend/cards/changes.ts'
import { newId } from '../../backend/ids.ts'
import { AS_IT_COMES } from '../../backend/retention/rules.ts'
import type { RetentionRule, ShownTerm } from '../../backend/shown.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { deals, people, type World, world } from '../world.ts'
import { DAY, saveRules, withTerm } from './retention-fixture.ts'

let w: World
beforeAll(async () => {
  w = await world(sqliteStores())
})
afterAll(() => w?.stop())

const manager = (deal = deals.daisy) => w.open(people.manager, deal)
const files = (more: Partial<RetentionRule>): RetentionRule => ({
  ...{ id: 'more', what: 'files', where: {}, days: 5, from: 'made' },
  ...more,
})

async function termIn(deal: string, file: string): Promise<ShownTerm> {
  return (await (await manager(deal)).get(`/api/files/${file}/term`)).body
}

/** When a file goes, as its message tells everybody who sees it. */
async function dayOf(deal: string, file: string): Promise<string | null | undefined> {
  const card = await manager(deal)
  const { messages } = (await card.get(`/api/threads/${card.team}/messages?limit=100`)).body
  return messages
    .flatMap(({ files }: { files: { id: string; expiresAt: string | null }[] }) => files)
    .find(({ id }: { id: string }) => id === file)?.expiresAt
}

const daysAfter = (from: string, days: number) => new Date(Date.parse(from) + days * DAY).toISOString()

beforeEach(async () => {
  await saveRules(w, AS_IT_COMES)
  w.clock.advance(8 * DAY)
  while (await w.parts.purge(w.company));
})

test('a new one carries the day of the rule that is for it, with the rules besides', async () => {
  await saveRules(w, [...AS_IT_COMES, files({ where: { thread: 'topic' }, days: 3 })])
  w.clock.advance(8 * DAY)
  const card = await manager()
  const thread = newId()
  await card.post('/api/threads', { id: thread, kind: 'topic', title: 'Страховка' })
  const [inTeam, inTopic] = [await post(w, card, 'а.txt'), await post(w, card, 'б.txt', { thread })]
  expect(inTeam.file.expiresAt).toBe(daysAfter(inTeam.file.at, 30))
  expect(inTopic.file.expiresAt).toBe(daysAfter(inTopic.file.at, 3))
  expect(await termIn(deals.daisy, inTopic.id)).toMatchObject({
    rule: { id: 'more' },
    instead: [{ id: 'files' }],
  })
})

test('those there are, however many, carry the day of new rules; what is gone, and another company’s, stays as it was', async () => {
  const card = await manager()
  const one = await post(w, card, 'акт.txt')
  const [row] = await rows(one.id)
  const many = Array.from({ length: 450 }, newId)
  const gone = newId()
  await w.parts.store.write(w.company, async ({ db, t, now }) => {
    for (const id of many) await db.insert(t.file).values({ ...row!, id, noticedAt: now })
    await db.insert(t.file).values({ ...row!, id: gone, erasedAt: now })
    await db.insert(t.file).values({ ...row!, company: 'another', id: many[0]! })
  })
  await saveRules(w, await withTerm(w, 'files', 90))
  while (await w.parts.purge(w.company));
  const late = new Date(daysAfter(one.file.at, 90))
  const all = await rows()
  const those = all.filter(({ id, company }) => many.includes(id) && company === w.company)
  expect(those.filter(({ expiresAt }) => expiresAt?.getTime() === late.getTime())).toHaveLength(450)
  // Who was told of an earlier day is told of this one.
  expect(those.filter(({ noticedAt }) => noticedAt)).toEqual([])
  expect(all.find(({ id }) => id === gone)?.expiresAt).toEqual(row!.expiresAt)
  expect(all.find(({ company }) => company === 'another')?.expiresAt).toEqual(row!.expiresAt)
  expect(await dayOf(deals.daisy, one.id)).toBe(late.toISOString())
  await w.parts.store.write(w.company, ({ db, t }) => db.delete(t.file).where(eq(t.file.hash, row!.hash)))
})

test('a record that moves takes its files to the rule of where it stands, two days later at the earliest', async () => {
  await saveRules(w, [...AS_IT_COMES, files({ where: { stage: 'Архив' }, days: 5 })])
  w.clock.advance(8 * DAY)
  await stands(deals.long, {})
  const { id, file } = await post(w, await manager(deals.long), 'опись.txt')
  expect(await dayOf(deals.long, id)).toBe(daysAfter(file.at, 30))
  w.clock.advance(DAY)
  await stands(deals.long, { stage: 'Архив' })
  expect(await dayOf(deals.long, id)).toBe(daysAfter(file.at, 5))
  await stands(deals.long, {})
  w.clock.advance(9 * DAY)
  await stands(deals.long, { stage: 'Архив' })
  const at = daysAfter(w.clock.now().toISOString(), 2)
  expect(await dayOf(deals.long, id)).toBe(at)
  expect(await termIn(deals.long, id)).toMatchObject({ at, because: 'moved', rule: { id: 'more' } })
})

test('a term from the closing of a record has no day while it is open; what came later has its days in full', async () => {
  const before = await post(w, await manager(deals.long), 'счёт.txt')
  await saveRules(w, [...AS_IT_COMES, files({ where: { type: 'deal' }, from: 'closed' })])
  while (await w.parts.purge(w.company));
  expect(await dayOf(deals.long, before.id)).toBeUndefined()
  w.clock.advance(8 * DAY)
  const { id, file } = await post(w, await manager(), 'акт.txt')
  expect(file.expiresAt).toBeUndefined()
  expect(await termIn(deals.daisy, id)).toMatchObject({ at: null, because: 'not_closed' })
  await stands(deals.long, { outcome: 'won' })
  const closedAt = w.clock.now().toISOString()
  expect(await dayOf(deals.long, before.id)).toBe(daysAfter(closedAt, 5))
  w.clock.advance(3 * DAY)
  const late = await post(w, await manager(deals.long), 'отзыв.txt')
  expect(late.file.expiresAt).toBe(daysAfter(late.file.at, 5))
  await stands(deals.long, { outcome: 'open' })
  expect(await dayOf(deals.long, before.id)).toBeUndefined()
})

test.each([
  ['a stage', { stage: 'Архив' }, { stage: 'Архив' }],
  ['a funnel', { funnel: 'Архивная' }, { funnel: 'Архивная' }],
  ['closed records', { closed: true }, { outcome: 'lost' }],
] as const)(
  'a rule for %s is for what has moved there, two days after that at the earliest',
  async (_, where, to) => {
    await saveRules(w, [...AS_IT_COMES, files({ where, days: 1 })])
    w.clock.advance(8 * DAY)
    await stands(deals.long, {})
    const { id, file } = await post(w, await manager(deals.long), 'опись.txt')
    expect(await dayOf(deals.long, id)).toBe(daysAfter(file.at, 30))
    await stands(deals.long, to)
    const at = daysAfter(w.clock.now().toISOString(), 2)
    expect(await dayOf(deals.long, id)).toBe(at)
    expect(await termIn(deals.long, id)).toMatchObject({ at, because: 'moved', rule: { id: 'more' } })
    await stands(deals.long, {})
    expect(await dayOf(deals.long, id)).toBe(daysAfter(file.at, 30))
  },
)

test('a rule that does not ask where a record stands takes no notice of its moving', async () => {
  await saveRules(w, [...AS_IT_COMES, files({ where: { type: 'deal' }, days: 1 })])
  w.clock.advance(8 * DAY)
  const { id, file } = await post(w, await manager(deals.long), 'опись.txt')
  await stands(deals.long, { stage: 'Архив' })
  expect(await dayOf(deals.long, id)).toBe(daysAfter(file.at, 1))
  expect(await termIn(deals.long, id)).not.toHaveProperty('because')
  await stands(deals.long, {})
})

test('who was told when a file goes is not told again while its day is the same', async () => {
  const { id } = await post(w, await manager(), 'прайс.txt')
  await w.parts.store.write(w.company, ({ db, t, now }) =>
    db.update(t.file).set({ noticedAt: now }).where(eq(t.file.id, id)),
  )
  await saveRules(w, await withTerm(w, 'messages', 400))
  while (await w.parts.purge(w.company));
  expect((await rows(id))[0]?.noticedAt).not.toBeNull()
})

test('what is kept without an end is there after ten years', async () => {
  await saveRules(w, await withTerm(w, 'files', null))
  w.clock.advance(8 * DAY)
  const { id } = await post(w, await manager(), 'вечное.txt')
  w.clock.advance(3650 * DAY)
  while (await w.parts.purge(w.company));
  expect((await rows(id))[0]?.erasedAt).toBeNull()
})

/** The host tells where a deal stands; what is not named is as it was. */
async function stands(
  deal: string,
  to: { stage?: string; funnel?: string; outcome?: 'open' | 'won' | 'lost' },
) {
  const { context } = (await manager(deal)).bootstrap.card
  const { stage = 'Досмотр', funnel = 'Продажи', outcome = 'open' } = to
  const now = { ...context, funnel, stage: { ...context.stage!, name: stage, outcome } }
  await w.parts.store.write(w.company, (wr) =>
    takeOver(wr, `deal:${deal}`, { context: now, by: null }, newId),
  )
}

const rows = (id?: string) =>
  w.parts.store.read(w.company, ({ db, t }) =>
    db
      .select()
      .from(t.file)
      .where(id === undefined ? undefined : eq(t.file.id, id)),
  )
