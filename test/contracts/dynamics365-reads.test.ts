/** What people of an organization are shown of its records, read with their own rights. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import type { RecordRef } from '../../crm-adapters/port.ts'
import {
  ADMINISTRATOR,
  deal,
  given,
  LEADER,
  LEFT,
  SELLER,
  SELLER_IN_KYIV,
  SPECIALIST,
  STOREKEEPER,
  type Visit,
  visit,
} from './dynamics365-visit.ts'

let town: Visit

beforeAll(async () => {
  town = await visit()
})
afterEach(() => town.organization.faults.calm())
afterAll(() => town.stop())

const ref = (type: string, table: string, number: number): RecordRef => ({ type, id: guidOf(table, number) })
const person = (number: number) => town.organization.person(number).id
const read = async (one: RecordRef, by = LEADER) =>
  given(await town.crm.record(town.portal, town.grantOf(by), one))

describe('a card’s header', () => {
  test('of an opportunity says what it is worth, how far it is, whose it is and for whom', async () => {
    expect(await read(deal(1204))).toEqual({
      record: deal(1204),
      title: 'Поставка упаковочной линии для «Ромашки»',
      amount: 1_840_000,
      currency: 'RUB',
      stage: { name: 'Договор', step: 3, steps: 4, outcome: 'open' },
      funnel: 'Экспедирование',
      responsible: person(SELLER),
      client: {
        name: 'ООО «Ромашка»',
        url: `/main.aspx?pagetype=entityrecord&etn=account&id=${guidOf('account', 31)}`,
      },
      closeDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    })
  })

  test('of one that was won says what it brought', async () => {
    const won = await read(deal(1212))
    expect(won.stage).toMatchObject({ name: 'Реализована', outcome: 'won' })
    expect(won.amount).toBeGreaterThan(0)
    expect((await read(deal(1214))).stage).toMatchObject({ outcome: 'lost' })
  })

  test.each([
    [
      'lead',
      'lead',
      301,
      'Перевозка кофейных автоматов из Милана',
      { name: 'Контакт установлен', outcome: 'open' },
    ],
    ['company', 'account', 31, 'ООО «Ромашка»', null],
    ['contact', 'contact', 61, 'Анна Коваль', null],
    ['case', 'incident', 702, 'Seal number differs from the CMR', { name: 'Выполняется', outcome: 'open' }],
  ])('of a %s', async (type, table, number, title, stage) => {
    const context = await read(ref(type, table, number))
    expect(context.title).toBe(title)
    expect(context.stage && { name: context.stage.name, outcome: context.stage.outcome }).toEqual(stage)
  })

  test('names nobody as responsible for what belongs to a team', async () => {
    expect((await read(ref('case', 'incident', 701), 11)).responsible).toBeNull()
  })

  test('is in the language of whoever reads it', async () => {
    const inUkrainian = await read(ref('lead', 'lead', 302), SELLER_IN_KYIV)
    expect(inUkrainian.stage?.name).toBe('Новий')
  })

  test('goes without the names of stages when nobody tells them', async () => {
    const fresh = await visit()
    fresh.organization.faults.storm('internal', 60, 'GET processstages')
    const context = given(await fresh.crm.record(fresh.portal, fresh.grantOf(SELLER), deal(1204)))
    expect(context.stage).toEqual({ name: 'Предложение', step: 3, steps: 4, outcome: 'open' })
    await fresh.stop()
  })
})

describe('what surrounds a record', () => {
  test('comes in one round after the record itself', async () => {
    town.calls.length = 0
    const panel = given(await town.crm.panel(town.portal, town.grantOf(SELLER), deal(1204)))
    expect(panel.products?.[2]).toEqual({
      name: 'Монтаж, бригада на день',
      quantity: 6,
      unit: 'день',
      price: 90_000,
    })
    expect(panel.invoices?.[0]).toMatchObject({
      title: 'INV-00501-A4 · Счёт 501: предоплата 50 %',
      sum: { amount: 920_000, currency: 'RUB' },
      stage: 'Активен',
    })
    expect(panel.quotes).toHaveLength(1)
    expect(panel.orders).toHaveLength(1)
    expect(panel.paid).toEqual({
      paid: { amount: 0, currency: 'RUB' },
      of: { amount: 1_840_000, currency: 'RUB' },
    })
    expect(town.calls.map(({ method }) => method)).toEqual(['GET opportunities', 'POST $batch'].map(asCalled))
  })

  test('counts what the client has bought, as far as the person may see it', async () => {
    const bought = async (by: number) =>
      given(await town.crm.panel(town.portal, town.grantOf(by), deal(1205))).bought
    expect(await bought(LEADER)).toEqual({
      deals: 1,
      sums: [{ amount: expect.any(Number), currency: expect.any(String) }],
    })
    // Alina takes part in this deal, and not in the one that was won.
    expect(await bought(SPECIALIST)).toBeNull()
  })

  test('shows what is paid', async () => {
    const panel = given(await town.crm.panel(town.portal, town.grantOf(SELLER), deal(1211)))
    expect(panel.paid?.paid).toEqual({ amount: 196_800, currency: 'RUB' })
  })

  test('shows nothing of what the person has no right to, and the rest all the same', async () => {
    const panel = given(await town.crm.panel(town.portal, town.grantOf(SPECIALIST), deal(1204)))
    expect(panel.invoices).toBeNull()
    expect(panel.products).toHaveLength(3)
  })

  describe('with a margin where an administrator says it stands', () => {
    const margin = { field: 'new_margin', name: 'Маржа', money: true }
    const marginFor = async (by: number, field = margin) =>
      given(await town.crm.panel(town.portal, town.grantOf(by), deal(1204), field)).margin

    test('which is one of the organization’s own columns of numbers, or a sum', async () => {
      const fields = given(await town.crm.numberFields(town.portal, town.grantOf(ADMINISTRATOR)))
      expect(fields).toContainEqual({ type: 'deal', field: 'new_margin', name: 'Маржа', money: true })
      expect(fields.map(({ field }) => field)).not.toContain('closeprobability')
    })

    test('in the currency of the record', async () => {
      expect(await marginFor(SELLER)).toEqual({ name: 'Маржа', amount: 349_600, currency: 'RUB' })
    })

    test('unless the organization hides the column from who looks', async () => {
      const secured = { ...margin, field: 'budgetamount' }
      expect(await marginFor(ADMINISTRATOR, secured)).toMatchObject({ amount: 1_840_000 })
      expect(await marginFor(SELLER, secured)).toBeNull()
    })

    test('and nothing else is lost when the column is', async () => {
      const gone = { ...margin, field: 'new_gone' }
      const panel = given(await town.crm.panel(town.portal, town.grantOf(SELLER), deal(1204), gone))
      expect(panel.margin).toBeNull()
      expect(panel.products).toHaveLength(3)
    })
  })

  test('is closed to whom the record is closed', async () => {
    const answer = await town.crm.panel(town.portal, town.grantOf(STOREKEEPER), deal(1204))
    expect(answer).toMatchObject({ ok: false, reason: 'denied' })
  })
})

describe('many records at once', () => {
  const all = Array.from({ length: 14 }, (_, n) => deal(1201 + n))

  test('are those the person may see', async () => {
    const visible = given(await town.crm.visible(town.portal, town.grantOf(STOREKEEPER), all))
    expect(visible).toEqual([deal(1207), deal(1211)])
  })

  test('of every kind are one question', async () => {
    const mixed = [
      deal(1204),
      ref('lead', 'lead', 301),
      ref('company', 'account', 31),
      ref('case', 'incident', 702),
    ]
    town.calls.length = 0
    expect(given(await town.crm.visible(town.portal, town.grantOf(LEADER), mixed))).toEqual(mixed)
    expect(town.calls).toHaveLength(1)
  })

  test('have a word each that changes when the record does', async () => {
    const revisions = async () =>
      new Map(
        given(await town.crm.revisions(town.portal, town.crm.own, all)).map(({ ref, revision }) => [
          ref.id,
          revision,
        ]),
      )
    const before = await revisions()
    expect(before.size).toBe(14)
    town.organization.change({ table: 'opportunity', number: 1203 }, { name: 'Chilled seafood' }, 18)
    const after = await revisions()
    const changed = [...after].filter(([id, revision]) => before.get(id) !== revision).map(([id]) => id)
    expect(changed).toEqual([deal(1203).id])
  })

  test('are named with their stages', async () => {
    const glances = given(await town.crm.glances(town.portal, town.grantOf(SELLER), [deal(1204), deal(1212)]))
    expect(glances.map(({ title, stage }) => [title.slice(0, 8), stage])).toEqual([
      ['Поставка', 'Договор'],
      [expect.any(String), 'Реализована'],
    ])
  })

  test('by the hundred are no longer a question than one batch', async () => {
    const unknown = Array.from({ length: 300 }, (_, n) => deal(5000 + n))
    town.calls.length = 0
    expect(
      given(await town.crm.visible(town.portal, town.grantOf(LEADER), [...unknown, deal(1204)])),
    ).toEqual([deal(1204)])
    expect(town.calls).toHaveLength(1)
  })
})

describe('a record that is no more', () => {
  test('was merged into another, which says so', async () => {
    const [left, into] = [ref('contact', 'contact', 68), ref('contact', 'contact', 66)]
    town.organization.merge({ table: 'contact', id: into.id }, { table: 'contact', id: left.id }, LEADER)
    expect(await town.crm.record(town.portal, town.crm.own, left)).toMatchObject({
      ok: false,
      reason: 'missing',
    })
    expect(given(await town.crm.mergedInto(town.portal, town.crm.own, left))).toEqual(into)
    expect(given(await town.crm.mergedInto(town.portal, town.crm.own, into))).toBeNull()
    expect(given(await town.crm.revisions(town.portal, town.crm.own, [left, into]))).toMatchObject([
      { ref: into },
    ])
  })

  test('was removed', async () => {
    const gone = deal(1213)
    town.organization.remove({ table: 'opportunity', id: gone.id }, 1)
    expect(await town.crm.record(town.portal, town.crm.own, gone)).toMatchObject({
      ok: false,
      reason: 'missing',
    })
    expect(given(await town.crm.mergedInto(town.portal, town.crm.own, gone))).toBeNull()
  })

  test('was a lead, and is an opportunity now', async () => {
    const made = town.organization.qualify(302, SELLER_IN_KYIV).find(({ table }) => table === 'opportunity')
    const lead = await read(ref('lead', 'lead', 302), SELLER_IN_KYIV)
    expect(lead.stage?.outcome).toBe('won')
    expect(lead.convertedTo).toEqual({ type: 'deal', id: made?.id })
    const opportunity = await read({ type: 'deal', id: made?.id ?? '' }, SELLER_IN_KYIV)
    expect(opportunity.madeFrom).toEqual(ref('lead', 'lead', 302))
  })

  test.each([
    { type: 'deal', id: '1204' },
    { type: 'deal', id: `${deal(1204).id})?$select=name&x=(` },
    { type: 'deal', id: deal(1204).id.toUpperCase() },
    { type: 'systemuser', id: deal(1204).id },
    { type: 'company', id: deal(1204).id },
  ])('never was one: %o', async (made) => {
    expect(await town.crm.record(town.portal, town.grantOf(LEADER), made)).toMatchObject({
      reason: 'missing',
    })
    expect(await town.crm.panel(town.portal, town.grantOf(LEADER), made)).toMatchObject({ reason: 'missing' })
    expect(given(await town.crm.visible(town.portal, town.grantOf(LEADER), [made]))).toEqual([])
  })
})

describe('colleagues', () => {
  test('are everybody who signs in, who has left included, and no application', async () => {
    const people = given(await town.crm.people(town.portal, town.crm.own))
    expect(people).toHaveLength(town.organization.people.length)
    expect(people.find(({ id }) => id === person(LEFT))).toMatchObject({ active: false })
    expect(people.filter(({ admin }) => admin).map(({ id }) => id)).toEqual([person(1)])
    expect(people.find(({ id }) => id === person(SELLER))).toEqual({
      id: person(SELLER),
      name: 'Сергей Котов',
      position: 'Менеджер по продажам',
      departments: ['Отдел продаж'],
      email: 'sergey.kotov@vectrana.example',
      photo: null,
      admin: false,
      active: true,
    })
  })

  test('have no department above all others: that is the company, whose name tells nothing of a person', async () => {
    const people = given(await town.crm.people(town.portal, town.crm.own))
    expect(people.find(({ id }) => id === person(1))).toMatchObject({ departments: [] })
  })

  test('have the teams they work in for departments, and what those may', async () => {
    const boss = person(LEADER)
    const grant = { ...town.grantOf(SPECIALIST) }
    const team = town.organization.formTeam({
      name: 'Тендерный комитет',
      administrator: LEADER,
      members: [SPECIALIST],
      roles: ['System Administrator'],
    })
    const people = given(await town.crm.people(town.portal, town.crm.own))
    expect(people.find(({ id }) => id === person(SPECIALIST))).toMatchObject({
      admin: true,
      departments: ['ВЭД и таможня', 'Тендерный комитет'],
    })
    expect(people.find(({ id }) => id === boss)).toMatchObject({ admin: false })
    expect(given(await town.crm.signIn.still(town.portal, grant))).toMatchObject({ admin: true })

    town.organization.assign({ table: 'opportunity', number: 1207 }, team, ADMINISTRATOR)
    expect((await read(deal(1207))).responsible).toBe(boss)
    town.organization.assign(
      { table: 'opportunity', number: 1207 },
      { table: 'team', id: guidOf('team', 3) },
      ADMINISTRATOR,
    )
    expect((await read(deal(1207))).responsible).toBeNull()
    town.organization.remove(team, ADMINISTRATOR)
    expect(given(await town.crm.signIn.still(town.portal, grant))).toMatchObject({ admin: false })
  })

  test('who leave are found without any event, and see nothing from then on', async () => {
    const hired = town.organization.hire({ firstName: 'Вера', lastName: 'Лис' })
    const grant = { access: hired.objectId, refresh: null, expiresAt: new Date(), person: hired.id }
    expect(await town.crm.renew(town.portal, grant)).toMatchObject({ ok: true })
    town.organization.disable(hired.id)
    const people = given(await town.crm.people(town.portal, town.crm.own))
    expect(people.find(({ id }) => id === hired.id)).toMatchObject({ active: false })
    expect(await town.crm.record(town.portal, grant, deal(1204))).toMatchObject({ reason: 'dismissed' })
    expect(await town.crm.renew(town.portal, grant)).toMatchObject({ ok: false, reason: 'expired' })
  })
})

const asCalled = (method: string) => (method === 'POST $batch' ? '$batch' : method)
