/** A hold reaches what others have made of a thing, and what was noted of it. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { AS_IT_COMES } from '../../backend/retention/rules.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { administrator, DAY, preview, saveRules } from './retention-fixture.ts'

const REASON = 'Спор с клиентом, запрос юристов'
const SHORT = { files: 1, messages: 30, links: 1, audit: 30, payloads: 7 }
const rules = AS_IT_COMES.map((rule) => ({ ...rule, days: SHORT[rule.what] }))

const stores = sqliteStores()
let w: World
let manager: Person

beforeAll(async () => {
  w = await world(stores)
})
afterAll(() => w?.stop())
beforeEach(async () => {
  manager = await w.open(people.manager)
})

/** The manager asks, the head decides a day later. */
async function decided(words: string, between: () => Promise<unknown> = async () => {}) {
  const message = newId()
  const path = `/api/threads/${manager.team}/approvals/${message}`
  await manager.put(path, { text: `Можно? ${words}`, to: { person: people.head } })
  w.clock.advance(DAY)
  await between()
  const head = await w.open(people.head)
  const line = newId()
  expect((await head.put(`${path}/decisions/${line}`, { yes: true, words })).status).toBe(200)
  return { message, line }
}

const hold = async (scope: object) =>
  expect(
    (await (await administrator(w)).call('PUT', `/api/holds/${newId()}`, { reason: REASON, scope })).status,
  ).toBe(201)

async function purged() {
  w.clock.advance(60 * DAY)
  await saveRules(w, rules)
  w.clock.advance(10 * DAY)
  while (await w.parts.purge(w.company));
}

const message = async (id: string) =>
  (
    await w.parts.store.read(w.company, ({ db, t }) =>
      db.select().from(t.message).where(eq(t.message.id, id)),
    )
  )[0]!

test('what somebody on hold has decided stays, with the question of another that it answers', async () => {
  const { message: asked } = await decided('не больше трёх процентов')
  await hold({ person: people.head })
  w.clock.advance(60 * DAY)
  const shown = await preview(w, rules)
  await purged()
  expect(shown.spared.hold).toBeGreaterThan(0)
  expect((await message(asked)).text).toContain('не больше трёх процентов')
})

test('a question from before the days that are on hold stays with its answer from within them', async () => {
  const since = () => new Date(w.clock.now().getTime()).toISOString()
  const until = () => new Date(w.clock.now().getTime() + 60_000).toISOString()
  const { message: asked, line } = await decided('отгрузить до оплаты', () =>
    hold({ since: since(), until: until() }),
  )
  await purged()
  expect(JSON.stringify((await message(line)).happened)).toContain('отгрузить до оплаты')
  expect((await message(asked)).text).toContain('отгрузить до оплаты')
})

test('the line that tells of a task done says which when it is on hold, though the message it was made of goes', async () => {
  const { id } = await manager.say('Позвонить на склад')
  const title = 'Позвонить на склад до пятницы'
  const path = `/api/threads/${manager.team}/messages/${id}/tasks/${newId()}`
  expect((await manager.put(path, { title, responsible: people.head })).status).toBe(201)
  const lines = [newId(), newId()]
  const done = (line: string) =>
    w.parts.store.write(w.company, (writing) =>
      w.parts.talk.tellIn(writing, manager.team, line, { what: 'task_done', title, by: people.head }),
    )
  await done(lines[0]!)
  w.clock.advance(DAY)
  await hold({ since: new Date(w.clock.now().getTime() - 1000).toISOString() })
  await done(lines[1]!)
  await purged()
  expect((await message(id)).text).toBe('')
  const [before, held] = [await message(lines[0]!), await message(lines[1]!)]
  expect(JSON.stringify(before.happened)).not.toContain(title)
  expect(JSON.stringify(held.happened)).toContain(title)
})

test('a hold on a client keeps what was noted in the log about deals that came after it', async () => {
  await w.parts.store.write(w.company, async ({ db, t }) => {
    await db
      .update(t.card)
      .set({ client: 'company:77' })
      .where(eq(t.card.record, `deal:${deals.daisy}`))
  })
  await hold({ client: 'company:77' })
  const later = await w.open(people.manager, deals.long)
  await w.parts.store.write(w.company, async ({ db, t }) => {
    await db
      .update(t.card)
      .set({ client: 'company:77' })
      .where(eq(t.card.record, `deal:${deals.long}`))
  })
  const { id } = await later.say('Новая сделка того же клиента')
  await purged()
  const [entry] = await w.parts.store.read(w.company, ({ db, t }) =>
    db.select().from(t.entry).where(eq(t.entry.thing, id)),
  )
  expect(entry?.kept?.from).toBeDefined()
})
