/** What `npm start` puts into the two local CRMs. */
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '../../backend/demo/connect.ts'
import { furnish } from '../../backend/demo/furnish.ts'
import type { Running } from '../../backend/serve.ts'
import type { ShownFile } from '../../backend/shown.ts'
import { startOrganization } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { anchorColumn, type Table, tables } from '../../crm-adapters/dynamics365/solution.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld } from '../dynamics-world.ts'
import { sqliteStores } from '../stores.ts'
import { people } from '../world.ts'

// Entra knows it already, by its id.
const app = { clientId: '11111111-1111-4111-8111-111111111111', clientSecret: '', name: '', redirectUris: [] }

let w: DynamicsWorld
let running: Running
beforeEach(async () => {
  w = await dynamicsWorld(sqliteStores(), {
    connected: false,
    realTime: true,
    organization: { installed: false },
  })
  await w.listen()
  running = { parts: w.parts, url: w.publicUrl, stop: async () => {} }
})
afterEach(() => w.stop())

const demo = async () => {
  await furnish(running, w.portal, { deals: [1204] })
  await connect(running, w.organization, { deals: [1204] })
}

test('the same people have said the same about the same deal at both', async () => {
  await demo()
  const atPortal = await w.open(people.manager)
  const inOrganization = await w.openCard(colleagues.seller)
  const talk = ({ bootstrap: { card, page } }: typeof atPortal) => ({
    me: card.me.name,
    deal: card.context.title,
    threads: card.threads.map(({ title }) => title),
    said: page.messages.map(({ author, text }) => [card.people.find(({ id }) => id === author)?.name, text]),
  })
  expect(talk(inOrganization)).toEqual(talk(atPortal))
  expect(talk(atPortal).said.length).toBeGreaterThan(10)
})

test('every main form of every kind of record bears the tab', async () => {
  await demo()
  for (const table of Object.keys(tables) as Table[]) {
    const forms = w.organization.find('systemform', { objecttypecode: table })
    expect(forms.length).toBeGreaterThan(0)
    for (const id of forms)
      expect(w.organization.read({ table: 'systemform', id })?.formxml).toContain(anchorColumn)
  }
})

test('started again over the same data, nothing is said a second time', async () => {
  await demo()
  const said = () =>
    w.parts.store.read(w.company, ({ company, db, t }) =>
      db.$count(t.message, eq(t.message.company, company)),
    )
  const before = await said()
  // The organization itself remembers nothing of the last time.
  const restarted = await startOrganization({ app, beside: w.organization, installed: false })
  await connect(running, restarted, { deals: [1204] })
  expect(await said()).toBe(before)
  await restarted.stop()
})

test('the documents of the story can be opened, the newer in place of the older', async () => {
  await demo()
  const manager = await w.open(people.manager)
  const { body } = await manager.get('/api/documents?current=1')
  const current = body.documents.map(({ file }: { file: ShownFile }) => [file.name, file.version])
  expect(current.sort()).toEqual([
    ['Договор поставки.pdf', undefined],
    ['Сертификат происхождения.pdf', 2],
    ['Спецификация.pdf', 2],
  ])
  const { file } = body.documents[0] as { file: ShownFile }
  const { body: bytes } = await manager.get(`/api/files/${file.id}`)
  expect(bytes).toMatch(/^%PDF/)
})

test('the log of who did what is in the order of time, over all deals', async () => {
  const deals = w.portal.deals.map(({ id }) => id).filter((id) => id < 1207)
  await furnish(running, w.portal, { deals })
  const told = await w.parts.store.read(w.portal.memberId, ({ company, db, t }) =>
    db
      .select({ at: t.entry.at, record: t.entry.record })
      .from(t.entry)
      .where(and(eq(t.entry.company, company), isNotNull(t.entry.record)))
      .orderBy(asc(t.entry.position)),
  )
  expect(new Set(told.map(({ record }) => record)).size).toBeGreaterThan(3)
  const times = told.map(({ at }) => at.getTime())
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
