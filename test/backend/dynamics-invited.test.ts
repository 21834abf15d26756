/** A colleague whom Dynamics does not show the opportunity is led to where he can read what calls him. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { HomeBootstrap } from '../../backend/shown.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld } from '../dynamics-world.ts'
import { ask, inviteColleague } from '../invited.ts'
import { type Mailbox, mailbox } from '../mailbox.ts'
import { sqliteStores } from '../stores.ts'
import type { Person } from '../world.ts'
import { asItComes, MINUTE, pass } from './notices-fixture.ts'

/** Of customs. */
const IGOR = 12

const stores = sqliteStores()
let box: Mailbox
let w: DynamicsWorld
let seller: Person
let igor: string
let thread: string
let home: (method: string, path: string, body?: unknown) => ReturnType<typeof ask>

beforeEach(async () => {
  box = await mailbox()
  w = await dynamicsWorld(stores, {
    env: { SMTP_URL: box.url, MAIL_FROM: 'Dealthread <chat@vectrana.example>' },
  })
  seller = await w.openCard(colleagues.seller)
  igor = w.organization.person(IGOR).id
  thread = newId()
  await seller.post('/api/threads', { id: thread, kind: 'topic', title: 'Таможня' })
  const held = await w.ticket()
  await w.browser(IGOR).follow(held.url)
  const opened = await w.post('/dynamics/home', { company: w.company, ticket: held.ticket, locale: 'ru' })
  const { token } = (opened.body as HomeBootstrap).session
  home = (method, path, body) => ask(w, method, path, { token, body })
})
afterEach(async () => {
  await w.stop()
  await box.close()
})

const bells = () =>
  w.organization
    .find('appnotification')
    .map((id) => w.organization.read({ table: 'appnotification', id }))
    .filter((row) => JSON.stringify(row?.ownerid).includes(igor))

async function invited() {
  const { id } = await inviteColleague(seller, igor, { thread })
  expect((await home('POST', '/api/invites/accept', { id })).status).toBe(200)
}

test('the bell and a letter lead him to our page, and never to the form that would not open for him', async () => {
  await invited()
  const { address } = (await home('GET', '/api/notices')).body.mail
  await home('PUT', '/api/notices', { ...asItComes, channels: { bell: true, mail: true, push: true } })

  await seller.say('Коды нужны сегодня', { thread, mentions: [igor] })
  await pass(w, 30_000)
  const page = expect.stringContaining('pagetype=webresource&webresourceName=dth_%2Fdealthread%2Fhome.html')
  const [rung] = bells()
  const [action] = JSON.parse(String(rung?.data)).actions
  expect(action.data.url).toEqual(page)
  expect(new URL(action.data.url).searchParams.get('data')).toBe(`server=${encodeURIComponent(w.publicUrl)}`)

  await pass(w, 11 * MINUTE)
  const [mail] = box.to(address)
  expect(mail!.text).toEqual(page)
  expect(mail!.text + mail!.html).not.toContain('etn=opportunity')
  expect(mail!.text + mail!.html).not.toContain('Ромашки')
})

test('whoever sees the opportunity is led to its form', async () => {
  const head = w.organization.person(colleagues.head).id
  await w.openCard(colleagues.head)
  await seller.say('Согласуете?', { mentions: [head] })
  await pass(w, 30_000)
  const [row] = w.organization
    .find('appnotification')
    .map((id) => w.organization.read({ table: 'appnotification', id }))
  expect(JSON.parse(String(row?.data)).actions[0].data.url).toContain('etn=opportunity')
})

test('once his invitation has ended, nothing calls him any more', async () => {
  await invited()
  await seller.say('Коды нужны сегодня', { thread, mentions: [igor] })
  const [invite] = (await seller.get(`/api/threads/${thread}/invites`)).body.invites
  expect((await seller.delete(`/api/invites/${invite.id}`)).status).toBe(200)
  await pass(w, 30_000)
  expect(bells()).toEqual([])
})
