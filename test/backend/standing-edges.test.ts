/** Where rights end: who is counted, who opens a file, and what of others' private talk is told to those who oversee. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { takeOver } from '../../backend/cards/changes.ts'
import { newId } from '../../backend/ids.ts'
import type {
  AuditPage,
  Field,
  ShownDocument,
  ShownFiling,
  ShownMessage,
  ShownStandings,
  Standing,
} from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { post } from '../documents.ts'
import { colleagueIn, inviteColleague } from '../invited.ts'
import { liveSocket } from '../socket.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

let w: World
let admin: Visitor
let manager: Person
let address: string
beforeAll(async () => {
  w = await world(sqliteStores())
  address = await w.listen()
})
beforeEach(async () => {
  admin = await atHome(w, people.admin)
  manager = await w.open(people.manager)
})
afterAll(() => w?.stop())

const set = (person: string, standing: Standing | null, more: object = {}) =>
  admin.call('PUT', `/api/company/standings/people/${person}`, {
    ...{ standing, reach: 'all', documents: true },
    ...more,
  })

const standings = async () => (await admin.call('GET', '/api/company/standings')).body as ShownStandings

async function hide(standing: Standing, fields: Field[]) {
  const { hidden, version } = await standings()
  const body = { hidden: { ...hidden, [standing]: fields }, version }
  return admin.call('PUT', '/api/company/standings/hidden', body)
}

/** Says that files of a class are closed to these standings. */
async function close(id: string, closedTo: Standing[]) {
  const { filing, version }: ShownFiling = (await admin.call('GET', '/api/company/documents')).body
  const classes = filing.classes.map((one) => (one.id === id ? { ...one, closedTo } : one))
  expect(
    (await admin.call('PUT', '/api/company/documents', { filing: { ...filing, classes }, version })).status,
  ).toBe(200)
}

const entriesOf = (act: string) =>
  w.parts.store.read(w.company, async ({ db, t }) =>
    (await db.select().from(t.entry)).filter((entry) => entry.act === act),
  )

async function threadWith(kind: string, title: string, people: string[] = []): Promise<string> {
  const id = newId()
  expect((await manager.post('/api/threads', { id, kind, title, people })).status).toBe(201)
  return id
}

describe('what administrators set', () => {
  test('an administrator of the CRM may be called one here, or nothing in particular', async () => {
    expect((await set(people.admin, 'administrator')).status).toBe(200)
    expect((await set(people.admin, null)).status).toBe(200)
  })

  test('nobody has rights set who is not of the company, or has left it', async () => {
    expect((await set('99999', 'head')).body.error.reason).toBe('not_a_member')
    await w.open(people.trade)
    await leaves(people.trade, true)
    expect((await set(people.trade, 'head')).body.error.reason).toBe('not_a_member')
    expect((await standings()).people.map(({ person }) => person.id)).not.toContain(people.trade)
    await leaves(people.trade, false)
  })

  test('a change of what is hidden is noted with what was hidden before; the same again is no change', async () => {
    const before = (await standings()).hidden
    await hide('head', ['paid', 'invoices'])
    await hide('head', ['invoices', 'paid'])
    const noted = await entriesOf('fields.hidden')
    expect(noted).toHaveLength(1)
    const [, said = ''] = noted[0]!.kept?.before ?? []
    const [, now = ''] = noted[0]!.kept?.after ?? []
    expect([JSON.parse(said), JSON.parse(now).head]).toEqual([before, ['paid', 'invoices']])
    await hide('head', [])
  })

  test('whoever has a window open comes again when something is hidden from anybody', async () => {
    const window = await liveSocket(address, { token: manager.token, after: 0 })
    await window.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    await hide('manager', ['paid'])
    expect(await window.closed).toBe(1012)
    await hide('manager', [])
  })

  test('what is kept is overseen by administrators and compliance, and by nobody else', async () => {
    await atHome(w, people.finance)
    const holds = async () => (await (await atHome(w, people.finance)).call('GET', '/api/holds')).status
    expect(await holds()).toBe(404)
    await set(people.finance, 'compliance')
    expect(await holds()).toBe(200)
    await set(people.finance, null)
    expect((await admin.call('GET', '/api/holds')).status).toBe(200)
  })
})

const leaves = (person: string, gone: boolean) =>
  w.parts.store.write(w.company, ({ db, t, now }) =>
    db
      .update(t.person)
      .set({ leftAt: gone ? now : null })
      .where(eq(t.person.id, person)),
  )

describe('who sees', () => {
  test('whoever has left sees nothing, though his session has not ended yet', async () => {
    const trade = await w.open(people.trade)
    await leaves(people.trade, true)
    expect((await trade.get('/api/card')).status).toBe(404)
    expect((await trade.get(`/api/threads/${trade.team}/messages`)).status).toBe(404)
    await leaves(people.trade, false)
  })

  test('of those who see only their own, whoever answers for the deal sees its talk and is counted in it', async () => {
    // He has never been in this one.
    const seller = await w.open(people.manager, deals.long)
    const { context } = seller.bootstrap.card
    const answers = (responsible: string | null) =>
      w.parts.store.write(w.company, (wr) =>
        takeOver(wr, `deal:${deals.long}`, { context: { ...context, responsible }, by: null }, newId),
      )
    await seller.say('Общее обсуждение')
    await w.portal.change(Number(deals.long), { responsible: people.trade }, people.admin)
    await w.parts.inboxIdle()
    await answers(people.trade)
    await set(people.trade, 'manager', { reach: 'own' })
    const trade = await w.open(people.trade, deals.long)
    expect((await trade.get(`/api/threads/${trade.team}/messages`)).status).toBe(200)
    const unread = async () =>
      (await trade.get('/api/card')).body.threads.find(({ id }: { id: string }) => id === trade.team).unread
    const before = await unread()
    await seller.say('И ещё')
    expect(await unread()).toBe(before + 1)
    await w.portal.change(Number(deals.long), { responsible: people.manager }, people.admin)
    await w.parts.inboxIdle()
    await answers(context.responsible)
    await set(people.trade, null)
  })

  test('what is hidden from him is not in what his open window is told either', async () => {
    // What a deal is called and where it stands is hidden from nobody who sees it.
    expect((await hide('manager', ['stage'])).status).toBe(400)
    await hide('manager', ['amount'])
    const window = await liveSocket(address, { token: (await w.open(people.manager)).token, after: 0 })
    await window.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
    const line = newId()
    await w.parts.store.write(w.company, (writing) =>
      w.parts.talk.tellIn(writing, manager.team, line, {
        what: 'amount',
        ...{ from: 1, to: 2, currency: 'RUB', by: null },
      }),
    )
    const told = await window.until(
      (frame): frame is Extract<typeof frame, { events: unknown }> =>
        'events' in frame && JSON.stringify(frame).includes(line),
    )
    expect(JSON.stringify(told)).toContain('"veiled"')
    expect(JSON.stringify(told)).not.toContain('"what":"amount"')
    window.close()
    await hide('manager', [])
  })
})

describe('who opens files', () => {
  test('the host is given as readers only colleagues who may open them and are still here', async () => {
    const everybody = [people.head, people.trade, people.logistics]
    for (const one of everybody) await w.open(one)
    const thread = await threadWith('topic', 'Кто читает', everybody)
    const { id } = await post(w, manager, 'договор для чтения.txt', { thread })
    await set(people.head, null, { documents: false })
    await leaves(people.trade, true)
    await manager.put(`/api/files/${id}/kept`)
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    const [kept] = w.portal.disk(Number(deals.daisy)).filter(({ name }) => name === 'договор для чтения.txt')
    expect(kept!.readers).toEqual(expect.arrayContaining([`U${people.manager}`, `U${people.logistics}`]))
    expect(kept!.readers).not.toContain(`U${people.head}`)
    expect(kept!.readers).not.toContain(`U${people.trade}`)
    await set(people.head, null)
    await leaves(people.trade, false)
  })

  test('a kept file stays at the host when it gets a class that is closed to nobody', async () => {
    // Others are closed to somebody.
    await close('cost', ['observer'])
    const { id } = await post(w, manager, 'паспорт.txt')
    await manager.put(`/api/files/${id}/kept`)
    const settled = async () => {
      await w.parts.workErrands(w.company)
      await w.parts.errands.idle()
    }
    await settled()
    const lying = () => w.portal.disk(Number(deals.daisy)).filter(({ name }) => name === 'паспорт.txt')
    expect(lying()).toHaveLength(1)
    expect((await manager.put(`/api/files/${id}/about`, { class: 'personal' })).status).toBe(200)
    await settled()
    expect(lying()).toHaveLength(1)
  })

  test('somebody invited is shown the classes he was invited to, less those closed to what he is', async () => {
    await close('personal', ['specialist'])
    const sponsor = await w.open(people.manager)
    const thread = await threadWith('topic', 'Приглашённый')
    const ids: Record<string, string> = {}
    for (const of of ['cost', 'margin', 'personal'])
      ids[of] = (await post(w, sponsor, `${of}.txt`, { thread, about: { class: of } })).id
    // To him the CRM does not show the deal.
    const colleague = people.customs
    await set(colleague, 'specialist')
    await inviteColleague(sponsor, colleague, { thread, files: ['cost', 'personal'] })
    const looker = await colleagueIn(w, colleague)
    const { messages } = (await looker.messages(thread)).body
    const shown = messages.flatMap(({ files }: ShownMessage) => files.map((one) => one.class))
    expect(shown).toEqual(['cost'])
    const opened = async (of: string) => (await looker.call('GET', `/api/files/${ids[of]}`)).status
    expect([await opened('cost'), await opened('margin'), await opened('personal')]).toEqual([200, 404, 404])
    const { documents } = (await looker.call('GET', '/api/documents')).body
    expect(documents.map(({ file }: ShownDocument) => file.id)).toEqual([ids.cost])
    await close('personal', [])
    await set(colleague, null)
  })
})

describe('what is told of private talk to those who oversee', () => {
  const log = async (who: Visitor, query: string): Promise<AuditPage> =>
    (await who.call('GET', `/api/audit?${query}`)).body
  const withheld = async (who: Visitor, thread: string) =>
    (await log(who, `thread=${thread}`)).entries.map((entry) => Boolean(entry.withheld))

  test('of open talk everything is told, though he is not in it; of the private talk of others no word', async () => {
    const open = await threadWith('topic', 'Всем видно')
    const closed = await threadWith('private', 'Между нами', [people.head])
    const { id } = await post(w, manager, 'тайный файл.txt', { thread: closed })
    expect(await withheld(admin, open)).not.toContain(true)
    expect(await withheld(admin, closed)).not.toContain(false)
    const of = await log(admin, `thing=${id}`)
    expect(of.entries.length).toBeGreaterThan(0)
    expect(JSON.stringify(of)).not.toContain('тайный файл')
  })

  test('a reason to read one private discussion opens no other', async () => {
    const [one, other] = [
      await threadWith('private', 'Первая', [people.head]),
      await threadWith('private', 'Вторая'),
    ]
    await atHome(w, people.finance)
    await set(people.finance, 'compliance')
    const auditor = await atHome(w, people.finance)
    const card = await w.open(people.finance)
    const reason = { id: newId(), reason: 'Жалоба в трудовую инспекцию' }
    expect((await card.post(`/api/supervising/${one}`, reason)).status).toBe(200)
    expect(await withheld(auditor, one)).not.toContain(true)
    expect(await withheld(auditor, other)).not.toContain(false)
    // What he reads for a reason, an administrator does not.
    expect(await withheld(admin, one)).not.toContain(false)
    await set(people.finance, null)
  })
})
