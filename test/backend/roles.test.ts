/** The company's roles: who answers for what, who is on duty, and how an administrator changes that. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onDuty } from '../../backend/roles/duty.ts'
import type { OfferedRoles, Role, ShownDirectory } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const HOUR = 60 * 60_000
/** Two of them answer for logistics by their titles. */
const bohdan = '21'

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let sergey: Person
  beforeEach(async () => {
    w = await world(stores)
    admin = await atHome(w, people.admin)
    sergey = await w.open(people.manager)
  })
  afterEach(() => w.stop())

  const directory = async (): Promise<ShownDirectory> => (await admin.call('GET', '/api/company/roles')).body

  async function save(change: (now: ShownDirectory) => Partial<ShownDirectory>, version?: string) {
    const now = await directory()
    const { roles, hours, roleless } = { ...now, ...change(now) }
    const wanted = { directory: { roles, hours, roleless }, version: version ?? now.version }
    return admin.call('PUT', '/api/company/roles', wanted)
  }

  const withRole = (id: string, change: Partial<Role>) =>
    save(({ roles }) => ({ roles: roles.map((role) => (role.id === id ? { ...role, ...change } : role)) }))

  const duty = (role: string) => w.parts.store.read(w.company, (r) => onDuty(r, role, w.clock.now()))
  const offered = async (): Promise<OfferedRoles> => (await sergey.get('/api/roles')).body

  test('before anybody has changed them, titles tell', async () => {
    const { roles, people: all, hours, changed } = await directory()
    expect(roles.map(({ id }) => id)).toEqual([
      ...['customs', 'trade', 'logistics', 'finance', 'warehouse', 'legal', 'head', 'manager'],
    ])
    expect(changed).toBeUndefined()
    expect(hours.zone).toBe('Europe/Moscow')
    const alina = all.find(({ id }) => id === people.trade)!
    expect(alina).toMatchObject({
      role: 'trade',
      told: 'trade',
      departments: ['ВЭД и таможня'],
    })
    expect(all.filter(({ told }) => told === null).map(({ id }) => id)).toEqual([people.admin])
    expect(await duty('logistics')).toEqual([people.logistics, bohdan])
  })

  test('a person named by an administrator is shown with that role, and called by it', async () => {
    expect((await withRole('legal', { people: [people.finance] })).status).toBe(200)
    const { card } = await fresh(sergey)
    expect(card.people.find(({ id }) => id === people.finance)?.role).toBe('legal')
    const said = await sergey.say('@Юрист посмотрите договор', { mentions: ['role:legal'] })
    expect(said.called).toEqual({ legal: [people.finance] })
    expect(await duty('finance')).not.toContain(people.finance)
  })

  test('@role calls whoever is on duty, and only him', async () => {
    const weekly = [
      { days: [1, 2, 3, 4, 5], from: '08:00', until: '14:00', person: people.logistics },
      { days: [1, 2, 3, 4, 5], from: '14:00', until: '20:00', person: people.trade },
    ]
    await withRole('logistics', { rota: { weekly, dated: [] } })
    expect((await offered()).roles.find(({ id }) => id === 'logistics')).toMatchObject({
      holders: expect.arrayContaining([people.logistics, bohdan]),
      onDuty: [people.logistics],
    })
    const dmytro = await w.open(people.logistics)
    const second = await w.open(people.trade)
    const said = await sergey.say('@Логист где машина?', { mentions: ['role:logistics'] })
    expect(said.called).toEqual({ logistics: [people.logistics] })
    expect((await fresh(dmytro)).card.threads[0]?.mentioned).toBe(true)
    expect((await fresh(second)).card.threads[0]?.mentioned).toBe(false)
    w.clock.advance(3 * HOUR)
    sergey = await w.open(people.manager)
    expect((await sergey.say('@Логист?', { mentions: ['role:logistics'] })).called).toEqual({
      logistics: [people.trade],
    })
  })

  test('at night it calls whoever comes next, on a dated day who stands in', async () => {
    const weekly = [
      { days: [1], from: '08:00', until: '17:00', person: people.logistics },
      { days: [5], from: '08:00', until: '17:00', person: bohdan },
    ]
    const dated = [{ from: '2026-11-23', to: '2026-11-24', person: people.customs }]
    await withRole('logistics', { rota: { weekly, dated } })
    expect(await duty('logistics')).toEqual([bohdan])
    w.clock.advance(10 * HOUR)
    expect(await duty('logistics')).toEqual([people.customs])
    w.clock.advance(6 * 24 * HOUR)
    expect(await duty('logistics')).toEqual([bohdan])
  })

  test('a shift past midnight is one', async () => {
    const weekly = [{ days: [5], from: '20:00', until: '04:00', person: bohdan }]
    await withRole('logistics', { rota: { weekly, dated: [] } })
    w.clock.advance(14 * HOUR)
    expect(await duty('logistics')).toEqual([bohdan])
  })

  test('when nobody of the rota works here any more, everybody who answers for the role does', async () => {
    const weekly = [{ days: [1, 2, 3, 4, 5], from: '08:00', until: '20:00', person: bohdan }]
    await withRole('logistics', { rota: { weekly, dated: [] } })
    w.portal.faults.dismiss(bohdan)
    await w.parts.readPeople(w.company)
    expect(await duty('logistics')).toEqual([people.logistics])
  })

  test('a role that is taken away is retired: what was said under it is still read, nobody is called', async () => {
    const id = await sergey.say('@Логист', { mentions: ['role:logistics'] })
    expect(
      (await save(({ roles }) => ({ roles: roles.filter((role) => role.id !== 'logistics') }))).status,
    ).toBe(200)
    const { card } = await fresh(sergey)
    expect(card.roles.find((role) => role.id === 'logistics')).toMatchObject({ retired: true })
    expect(card.people.find((one) => one.id === people.logistics)?.role).toBe('warehouse')
    expect(id.called).toEqual({ logistics: [people.logistics, bohdan] })
    const path = `/api/threads/${sergey.team}/messages/${crypto.randomUUID()}`
    expect((await sergey.put(path, { text: '@Логист', mentions: ['role:logistics'] })).status).toBe(400)
  })

  test('of two administrators the second sees that he was overtaken', async () => {
    const { version } = await directory()
    expect((await withRole('legal', { people: [people.finance] })).status).toBe(200)
    const late = await save(({ roleless }) => ({ roleless: [...roleless, people.head] }), version)
    expect([late.status, late.body.error.reason]).toEqual([409, 'changed_meanwhile'])
    expect((await directory()).roleless).toEqual([])
  })

  test.each<[string, (now: ShownDirectory) => Partial<ShownDirectory>]>([
    ['a zone that is none', ({ hours }) => ({ hours: { ...hours, zone: 'Europe/Atlantis' } })],
    [
      'a day that ends before it begins',
      ({ hours }) => ({
        hours: { ...hours, week: hours.week.map(() => ({ from: '18:00', until: '09:00' })) },
      }),
    ],
    ['a week of six days', ({ hours }) => ({ hours: { ...hours, week: hours.week.slice(1) } })],
    ['two roles of one id', ({ roles }) => ({ roles: [...roles, roles[0]!] })],
    [
      'a role without a title',
      ({ roles }) => ({ roles: roles.map((role) => ({ ...role, title: { ru: '', uk: '', en: '' } })) }),
    ],
  ])('%s is refused, and nothing changes', async (_, change) => {
    const before = (await directory()).version
    expect(await save(change)).toMatchObject({ status: 400, body: { error: { reason: 'bad_request' } } })
    expect((await directory()).version).toBe(before)
  })

  test('to anybody who is no administrator there is no directory', async () => {
    const manager = await atHome(w, people.manager)
    const { status } = await manager.call('GET', '/api/company/roles')
    expect(status).toBe(404)
  })

  test('an empty role says whom to tell, and an administrator is told once a day', async () => {
    const { roles, administrators } = await offered()
    expect(roles.find(({ id }) => id === 'legal')).toMatchObject({ holders: [], onDuty: [] })
    expect(administrators).toEqual([people.admin])
    await w.open(people.admin)
    for (let again = 0; again < 2; again++) {
      expect((await sergey.post('/api/roles/legal/wanted', {})).body).toEqual({ told: 1 })
    }
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
    const bell = w.portal.notifications(people.admin).map(({ text }) => text)
    expect(bell).toEqual([expect.stringContaining('роль «Юрист»')])
    expect((await sergey.post('/api/roles/juggler/wanted', {})).status).toBe(404)
  })

  async function fresh(person: Person) {
    return { card: (await person.get('/api/card')).body as Person['bootstrap']['card'] }
  }
})
