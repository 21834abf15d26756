/** A company runs Dynamics by itself: from signing in at its AD FS to a message that stays. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShownMessage } from '../../backend/shown.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld } from '../dynamics-world.ts'
import { ask } from '../invited.ts'
import { sqliteStores } from '../stores.ts'

const account = { name: 'svc.dealthread@vectrana.example', password: 'the password' }
const stores = sqliteStores()
let w: DynamicsWorld

beforeAll(async () => {
  w = await dynamicsWorld(stores, { organization: { onPremises: account } })
})
afterAll(() => w?.stop())

test('a manager signs in at AD FS, opens his deal and talks there with his head', async () => {
  const sergey = await w.openCard(colleagues.seller)
  expect(sergey.bootstrap.card.context).toMatchObject({ amount: 1_840_000, currency: 'RUB' })
  const said = await sergey.say('Отгрузка в четверг')
  const marina = await w.openCard(colleagues.head)
  const { body } = await marina.get(`/api/threads/${said.thread}/messages`)
  expect(body.messages.map(({ id }: ShownMessage) => id)).toContain(said.id)
  const asked = w.organization.requests.filter(({ operation }) => operation === 'GET opportunities')
  expect(new Set(asked.map(({ real }) => real))).toEqual(new Set([w.organization.applicationUser]))
})

test('whom the organization does not show the deal, AD FS lets in and we do not', async () => {
  const held = await w.ticket()
  await w.browser(colleagues.sellerInKyiv).follow(held.url)
  expect(await w.cardFor(held.ticket)).toMatchObject({ status: 403, body: { error: { reason: 'denied' } } })
})

test('an administrator reads in the diagnosis what such an organization has not', async () => {
  const held = await w.ticket()
  await w.browser(colleagues.admin).follow(held.url)
  const home = await w.post('/dynamics/home', { company: w.company, ticket: held.ticket, locale: 'ru' })
  const { token } = home.body.session
  const { body } = await ask(w, 'GET', '/api/company/diagnostics', { token })
  const found = body.findings.find(({ about }: { about: string }) => about === 'missing')
  expect(found).toEqual({
    about: 'missing',
    state: 'ok',
    names: expect.arrayContaining(['CallerObjectId', 'customcontrols']),
  })
})
