/** What an organization tells us of itself, and what comes of it; and what somebody else tells us in its name. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LocalOrganization } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { startOrganization } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld, opportunities } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'
import type { Person } from '../world.ts'

const { admin, head, seller } = colleagues
const daisy = { table: 'opportunity', number: opportunities.daisy }

onEveryStore((stores) => {
  let w: DynamicsWorld
  let copy: LocalOrganization | undefined

  beforeEach(async () => {
    w = await dynamicsWorld(stores)
  })
  afterEach(async () => {
    await copy?.stop()
    copy = undefined
    await w.stop()
  })

  async function told() {
    await w.organization.delivered()
    await w.parts.inboxIdle()
  }
  const inbox = (company = w.company) => w.parts.store.read(company, ({ db, t }) => db.select().from(t.inbox))
  const happened = async (person: Person) =>
    (await person.get(`/api/threads/${person.team}/messages`)).body.messages.flatMap(
      ({ happened }: { happened?: { what: string } }) => (happened ? [happened.what] : []),
    )

  test('a change of the opportunity is told in its talk', async () => {
    const boss = await w.openCard(head)
    w.organization.change(daisy, { estimatedvalue: 999_000 }, admin)
    await told()
    expect(await happened(boss)).toContain('amount')
    const { body } = await boss.get('/api/card')
    expect(body.context.amount).toBe(999_000)
  })

  test('a new owner sees the talk, and who is reassigned away loses it at once', async () => {
    const sergey = await w.openCard(seller)
    w.organization.assign(daisy, head, admin)
    await told()
    expect((await sergey.get('/api/card')).status).toBe(404)
    const boss = await w.openCard(head)
    expect(await happened(boss)).toContain('responsible')
  })

  test('given to a team, the deal is answered for by whoever is responsible for the team', async () => {
    const boss = await w.openCard(head)
    const team = w.organization.formTeam({
      name: 'Тендерный комитет',
      administrator: head,
      members: [seller],
    })
    w.organization.assign(daisy, team, admin)
    await told()
    const { messages } = (await boss.get(`/api/threads/${boss.team}/messages`)).body
    const [last] = messages.flatMap(({ happened }: { happened?: object }) => happened ?? []).slice(-1)
    expect(last).toMatchObject({ what: 'responsible', to: boss.id })
    expect((await boss.get('/api/card')).body.context.responsible).toBe(boss.id)
  })

  test('a deal that is won is told as won', async () => {
    const boss = await w.openCard(head)
    w.organization.win(opportunities.daisy, admin)
    await told()
    expect(await happened(boss)).toContain('stage')
  })

  test('a record that is deleted leaves its talk to those who were in it', async () => {
    const sergey = await w.openCard(seller)
    await sergey.say('Остаётся')
    w.organization.remove(daisy, admin)
    await told()
    expect(await happened(sergey)).toContain('gone')
  })

  test('who is disabled is shown out, and listed as one who has left', async () => {
    const sergey = await w.openCard(seller)
    w.organization.disable(seller)
    await told()
    expect((await sergey.get('/api/card')).status).toBe(401)
    const person = await w.parts.store.read(w.company, async ({ db, t }) =>
      (await db.select().from(t.person)).find(({ id }) => id === sergey.id),
    )
    expect(person?.leftAt).not.toBeNull()
  })

  test('and is found by comparing even when nobody told us', async () => {
    const sergey = await w.openCard(seller)
    w.organization.removeApplicationUser()
    w.organization.disable(seller)
    await told()
    w.organization.addApplicationUser()
    await w.parts.readPeople(w.company)
    expect((await sergey.get('/api/card')).status).toBe(401)
  })

  test('a change that nobody told of is found by comparing', async () => {
    const boss = await w.openCard(head)
    w.organization.change(daisy, { estimatedvalue: 777_000 }, admin)
    await w.organization.delivered()
    await w.parts.store.write(w.company, async ({ db, t }) => {
      await db.delete(t.inbox)
    })
    for (let after: string | undefined; ; ) {
      after = await w.parts.reconcileCards(w.company, after)
      if (after === undefined) break
    }
    expect(await happened(boss)).toContain('amount')
  })

  test('what no webhook told of stands in the organization’s own account of its changes', async () => {
    const boss = await w.openCard(head)
    const sergey = await w.openCard(seller)
    await w.parts.hearMissed(w.company)
    w.organization.faults.loseEvents(1)
    w.organization.change(daisy, { estimatedvalue: 555_000 }, admin)
    w.organization.assign(daisy, head, admin)
    w.organization.disable(colleagues.sellerInKyiv)
    await told()
    expect(await happened(boss)).not.toContain('amount')

    await w.parts.hearMissed(w.company)
    expect(await happened(boss)).toEqual(expect.arrayContaining(['amount', 'responsible']))
    // What was kept of it for a minute is dropped.
    expect((await boss.get('/api/card')).body.context.amount).toBe(555_000)
    expect((await sergey.get('/api/card')).status).toBe(404)
    expect(await leftAt(colleagues.sellerInKyiv)).not.toBeNull()

    w.organization.remove(daisy, admin)
    await w.parts.hearMissed(w.company)
    expect(await happened(boss)).toContain('gone')
    const before = w.organization.requests.length
    await w.parts.hearMissed(w.company)
    const asked = w.organization.requests.slice(before).map(({ operation }) => operation)
    // Seven tables that say nothing, and no record read again.
    expect(asked).toHaveLength(7)
  })

  test('an account that no longer reaches back is begun anew, and everything compared', async () => {
    const boss = await w.openCard(head)
    await w.parts.hearMissed(w.company)
    w.organization.faults.loseEvents(1)
    w.organization.change(daisy, { estimatedvalue: 444_000 }, admin)
    w.clock.advance(8 * 24 * 3600_000)
    await w.parts.hearMissed(w.company)
    const again = await w.openCard(head)
    expect(again.id).toBe(boss.id)
    expect(await happened(again)).toContain('amount')
    w.organization.change(daisy, { estimatedvalue: 333_000 }, admin)
    await w.parts.hearMissed(w.company)
    expect((await happened(again)).filter((what: string) => what === 'amount')).toHaveLength(2)
  })

  async function leftAt(number: number) {
    const { id } = w.organization.person(number)
    const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.person))
    return rows.find((one) => one.id === id)?.leftAt ?? null
  }

  function forged(headers: Record<string, string>, more: object = {}) {
    const context = {
      OrganizationId: w.company,
      PrimaryEntityName: 'opportunity',
      MessageName: 'Update',
      PrimaryEntityId: w.deal(opportunities.daisy).id,
      OperationId: crypto.randomUUID(),
      ...more,
    }
    return w.http.request('/dynamics/events', { method: 'POST', body: JSON.stringify(context), headers })
  }

  test('what does not show the secret, or shows it in another’s name, does nothing', async () => {
    await w.openCard(head)
    await told()
    const before = (await inbox()).length
    const secret = w.parts.secrets.derive({ company: w.company, purpose: 'webhook' })
    const key = `${w.company}.${secret}`
    for (const headers of [
      {},
      { 'x-dealthread-key': 'guess' },
      { 'x-dealthread-key': `${w.company}.guess` },
    ]) {
      expect((await forged(headers as Record<string, string>)).status).toBe(200)
    }
    const stranger = '22222222-2222-4222-8222-222222222222'
    await forged({ 'x-dealthread-key': key }, { OrganizationId: stranger })
    await forged({ 'x-dealthread-key': key }, { OrganizationId: w.otherCompany })
    expect(await inbox()).toHaveLength(before)
    expect(await inbox(w.otherCompany)).toEqual([])
    await forged({ 'X-Dealthread-Key': key })
    expect(await inbox()).toHaveLength(before + 1)
  })

  test('told again, it is the same; cut off, it is nothing; too long, it is refused', async () => {
    const secret = w.parts.secrets.derive({ company: w.company, purpose: 'webhook' })
    const headers = { 'x-dealthread-key': `${w.company}.${secret}` }
    const before = (await inbox()).length
    const OperationId = crypto.randomUUID()
    for (let n = 0; n < 3; n++) await forged(headers, { OperationId })
    expect(await inbox()).toHaveLength(before + 1)
    await w.http.request('/dynamics/events', { method: 'POST', body: '{"OrganizationId":', headers })
    const long = await forged(headers, { more: 'x'.repeat(400_000) })
    expect(long.status).toBe(413)
    expect(await inbox()).toHaveLength(before + 1)
  })

  test('a copied environment tells us of itself: nothing is done, and the diagnosis names it', async () => {
    copy = await startOrganization({
      app: {
        clientId: '11111111-1111-4111-8111-111111111111',
        clientSecret: 'x',
        name: 'x',
        redirectUris: [],
      },
      name: 'the copy',
      beside: w.organization,
      copy: true,
      reach: async (request) => w.http.fetch(request),
    })
    const boss = await w.openCard(head)
    const before = (await inbox()).length
    copy.change(daisy, { estimatedvalue: 1 }, admin)
    await copy.delivered()
    await told()
    expect(await inbox()).toHaveLength(before)
    expect(await happened(boss)).toEqual([])
    const diagnosis = await w.parts.home.diagnose(w.company)
    expect(diagnosis?.findings).toContainEqual({
      about: 'copies',
      state: 'attention',
      copies: [expect.objectContaining({ id: copy.organizationId })],
    })
  })
})
