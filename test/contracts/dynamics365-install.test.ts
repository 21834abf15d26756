/** How an organization takes us in, what it then tells us, and how a copy of it is told from itself. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HostEvent } from '../../crm-adapters/port.ts'
import { ADMINISTRATOR, deal, given, LEFT, SELLER, type Visit, visit } from './dynamics365-visit.ts'

let town: Visit
let ear: Server
let publicUrl: string
/** What has arrived at our address, as read. */
let heard: (HostEvent | undefined)[]

beforeEach(async () => {
  town = await visit()
  heard = []
  ear = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    if (request.url === '/dynamics/events') {
      heard.push(town.crm.event(Buffer.concat(parts).toString(), request.headers as Record<string, string>))
    }
    response.writeHead(202).end()
  })
  await new Promise<void>((listening) => ear.listen(0, '127.0.0.1', listening))
  publicUrl = `http://127.0.0.1:${(ear.address() as AddressInfo).port}`
})
afterEach(async () => {
  await town.organization.delivered()
  await town.stop()
  ear.closeAllConnections()
  await new Promise((closed) => ear.close(closed))
})

const lent = async (who = ADMINISTRATOR) =>
  given(await town.signIn(who, { lending: town.organization.origin, at: null }))
const register = async () => {
  const { lent: grant } = await lent()
  return given(await town.crm.register(town.portal, grant!, publicUrl))
}

describe('an administrator', () => {
  test('proves himself and the organization at the address he has typed', async () => {
    const installing = given(await town.crm.signIn.installing(town.organization.origin, await lent()))
    expect(installing).toMatchObject({
      portal: town.portal,
      person: { id: town.organization.person(ADMINISTRATOR).id, admin: true },
      grant: { access: town.organization.person(ADMINISTRATOR).objectId, refresh: null },
      // What is said to all of the company is said in the language the organization was made in.
      locale: 'ru',
      applicationToken: `${town.organization.organizationId}.secret of ${town.organization.organizationId}`,
    })
  })

  test('is not whoever else works there', async () => {
    const installing = given(await town.crm.signIn.installing(town.organization.origin, await lent(SELLER)))
    expect(installing.person.admin).toBe(false)
  })

  test('of another tenant binds nobody else’s organization to himself', async () => {
    const mine = await lent()
    const stranger = { ...mine, tenant: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0' }
    expect(await town.crm.signIn.installing(town.organization.origin, stranger)).toMatchObject({
      reason: 'forged',
    })
  })

  test('who has lent us nothing shows us nothing', async () => {
    const who = given(await town.signIn(ADMINISTRATOR))
    expect(await town.crm.signIn.installing(town.organization.origin, who)).toMatchObject({
      reason: 'not_granted',
    })
  })

  test('is told when our application has no user there yet', async () => {
    const mine = await lent()
    town.organization.removeApplicationUser()
    expect(await town.crm.signIn.installing(town.organization.origin, mine)).toMatchObject({
      reason: 'not_installed',
    })
    town.organization.addApplicationUser()
    expect(await town.crm.signIn.installing(town.organization.origin, mine)).toMatchObject({ ok: true })
  })

  test('lends his rights for registering, which our own do not reach', async () => {
    expect(await town.crm.register(town.portal, town.crm.own, publicUrl)).toMatchObject({
      reason: 'not_granted',
    })
    expect(await town.crm.register(town.portal, town.grantOf(ADMINISTRATOR), publicUrl)).toMatchObject({
      ok: false,
    })
    expect((await register()).events).toContain('opportunity Update')
  })
})

describe('somebody who opens a card', () => {
  test('of a colleague of the tenant is let in with his own rights', async () => {
    const who = given(await town.signIn(SELLER, { silent: true }))
    const opening = given(await town.crm.signIn.opening(town.portal, who, deal(1204), 'ru'))
    expect(opening.person).toMatchObject({
      id: town.organization.person(SELLER).id,
      admin: false,
      active: true,
    })
    expect(opening.context).toMatchObject({ record: deal(1204) })
    expect(opening.grant).toMatchObject({ access: who.object, refresh: null })
    expect(JSON.stringify(opening)).not.toMatch(/eyJ/)
    expect(given(await town.crm.signIn.prove(town.portal, who)).person.id).toBe(opening.person.id)
  })

  test('comes to our own page without a record', async () => {
    const who = given(await town.signIn(SELLER))
    expect(given(await town.crm.signIn.opening(town.portal, who, null, 'uk')).context).toBeNull()
  })

  test('that is not his is turned away', async () => {
    const who = given(await town.signIn(SELLER))
    expect(await town.crm.signIn.opening(town.portal, who, deal(1202), 'ru')).toMatchObject({
      reason: 'denied',
    })
  })

  test('as a person of another tenant is turned away, whatever Entra calls him', async () => {
    const who = { ...given(await town.signIn(SELLER)), tenant: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0' }
    expect(await town.crm.signIn.opening(town.portal, who, deal(1204), 'ru')).toMatchObject({
      reason: 'forged',
    })
    expect(await town.crm.signIn.prove(town.portal, who)).toMatchObject({ reason: 'forged' })
  })

  test('but is no user of the organization, or no longer, is turned away', async () => {
    const who = given(await town.signIn(SELLER))
    const nobody = { ...who, object: 'e17a0000-0000-4000-8000-000000009999' }
    expect(await town.crm.signIn.opening(town.portal, nobody, null, 'ru')).toMatchObject({ reason: 'denied' })
    const left = { ...who, object: town.organization.person(LEFT).objectId }
    expect(await town.crm.signIn.opening(town.portal, left, null, 'ru')).toMatchObject({
      reason: 'dismissed',
    })
  })

  test('cannot do so by a name alone', async () => {
    const { objectId } = town.organization.person(SELLER)
    expect(await town.crm.prove(town.portal, objectId)).toMatchObject({ ok: false, reason: 'unsupported' })
    const form = { query: { installation: town.portal.company }, form: { access: objectId } }
    expect(await town.crm.opening(form, { portal: town.portal, applicationToken: null })).toMatchObject({
      ok: false,
    })
  })
})

describe('what we register', () => {
  const rows = (table: string) => town.organization.find(table)

  test('is there once, however often it is registered', async () => {
    const first = await register()
    const there = { endpoints: rows('serviceendpoint'), steps: rows('sdkmessageprocessingstep') }
    expect(there.endpoints).toHaveLength(1)
    expect(there.steps).toHaveLength(first.events.length)
    expect(await register()).toEqual(first)
    expect({ endpoints: rows('serviceendpoint'), steps: rows('sdkmessageprocessingstep') }).toEqual(there)
  })

  test('never makes anybody’s saving wait for us', async () => {
    await register()
    for (const id of rows('sdkmessageprocessingstep')) {
      const step = town.organization.read({ table: 'sdkmessageprocessingstep', id })
      expect(step).toMatchObject({ mode: 1, stage: 40 })
    }
  })

  test('drops what an earlier version has left', async () => {
    await register()
    const [endpoint] = rows('serviceendpoint')
    const [some] = rows('sdkmessageprocessingstep')
    const { sdkmessageid, sdkmessagefilterid } = town.organization.read({
      table: 'sdkmessageprocessingstep',
      id: some!,
    })!
    const stale = town.organization.create(
      'sdkmessageprocessingstep',
      {
        name: 'Dealthread: something of old',
        mode: 1,
        stage: 40,
        sdkmessageid: sdkmessageid!,
        sdkmessagefilterid: sdkmessagefilterid!,
        eventhandler: { table: 'serviceendpoint', id: endpoint! },
      },
      ADMINISTRATOR,
    )
    await register()
    expect(rows('sdkmessageprocessingstep')).not.toContain(stale.id)
  })
})

describe('a change', () => {
  const tellings = async () => {
    await town.organization.delivered()
    return heard
  }

  test('of a record is told with our secret, and by whom', async () => {
    await register()
    town.organization.change({ table: 'opportunity', number: 1204 }, { name: 'Другое имя' }, SELLER)
    expect(await tellings()).toMatchObject([
      {
        company: town.organization.organizationId,
        applicationToken: `${town.organization.organizationId}.secret of ${town.organization.organizationId}`,
        hint: { about: 'record', what: 'changed', record: deal(1204) },
        by: town.organization.person(SELLER).id,
      },
    ])
  })

  test('of a column no card shows is not told at all', async () => {
    await register()
    town.organization.change({ table: 'opportunity', number: 1204 }, { description: 'Внутреннее' }, SELLER)
    expect(await tellings()).toEqual([])
  })

  test('of its owner, its end, its readers and its being is told', async () => {
    await register()
    town.organization.assign({ table: 'opportunity', number: 1204 }, 5, ADMINISTRATOR)
    town.organization.win(1205, ADMINISTRATOR)
    town.organization.share({ table: 'opportunity', number: 1206 }, SELLER, ADMINISTRATOR)
    town.organization.remove({ table: 'opportunity', number: 1213 }, ADMINISTRATOR)
    const told = (await tellings()).map((event) => event?.hint)
    for (const number of [1204, 1205, 1206]) {
      expect(told).toContainEqual({ about: 'record', what: 'changed', record: deal(number) })
    }
    expect(told).toContainEqual({ about: 'record', what: 'deleted', record: deal(1213) })
  })

  test('by which one contact becomes another is told of the one that is no more', async () => {
    await register()
    const { id } = { id: town.organization.find('contact', { fullname: 'Виктор Ильин' })[0]! }
    town.organization.merge({ table: 'contact', number: 66 }, { table: 'contact', id }, ADMINISTRATOR)
    const told = (await tellings()).map((event) => event?.hint)
    expect(told).toContainEqual({ about: 'record', what: 'changed', record: { type: 'contact', id } })
  })

  test('of who works there, and of a task, is told', async () => {
    await register()
    town.organization.disable(SELLER)
    const told = (await tellings()).map((event) => event?.hint)
    expect(told).toContainEqual({ about: 'person', person: town.organization.person(SELLER).id })
  })

  test('told twice and out of order is still one event each', async () => {
    await register()
    town.organization.faults.doubleEvents(1)
    town.organization.faults.holdEvents()
    for (const name of ['Одно', 'Другое', 'Третье']) {
      town.organization.change({ table: 'opportunity', number: 1204 }, { name }, SELLER)
    }
    town.organization.faults.releaseEvents()
    const told = await tellings()
    expect(told).toHaveLength(6)
    expect(new Set(told.map((event) => event?.key)).size).toBe(3)
  })
})

describe('a copy of the environment', () => {
  test('that answers at the old address is not taken for the first one', async () => {
    const who = given(await town.signIn(SELLER))
    const elsewhere = { ...town.portal, company: 'd3650001-0000-4000-8000-000000000001' }
    expect(await town.crm.standing(elsewhere, town.crm.own)).toMatchObject({ ok: false, reason: 'forged' })
    expect(await town.crm.signIn.opening(elsewhere, who, deal(1204), 'ru')).toMatchObject({
      reason: 'not_installed',
    })
    expect(await town.crm.signIn.prove(elsewhere, who)).toMatchObject({ reason: 'not_installed' })
  })

  test('does not go on telling in the name of the first when it is taken in itself', async () => {
    await register()
    // What a copy brings with it: the steps and the webhook of the organization it was made from.
    const copy = await visit({
      name: 'copy',
      beside: town.organization,
      tenantId: town.organization.tenantId,
    })
    const admin = given(await copy.signIn(ADMINISTRATOR, { lending: copy.organization.origin, at: null }))
    const old = copy.organization.create(
      'serviceendpoint',
      {
        name: 'Dealthread',
        contract: 8,
        authtype: 5,
        url: `${publicUrl}/dynamics/events`,
        authvalue: '<settings />',
      },
      ADMINISTRATOR,
    )
    given(await copy.crm.register(copy.portal, admin.lent!, publicUrl))
    expect(copy.organization.find('serviceendpoint')).toHaveLength(1)
    expect(copy.organization.find('serviceendpoint')).not.toContain(old.id)
    copy.organization.change({ table: 'opportunity', number: 1204 }, { name: 'В копии' }, SELLER)
    await copy.organization.delivered()
    expect(heard.map((event) => event?.company)).toEqual([copy.organization.organizationId])
    expect(heard[0]?.applicationToken).toBe(
      `${copy.organization.organizationId}.secret of ${copy.organization.organizationId}`,
    )
    await copy.stop()
  })
})

describe('that we are still installed', () => {
  test('the organization says by answering us', async () => {
    const standing = given(await town.crm.standing(town.portal, town.crm.own))
    expect(standing).toEqual({ portal: town.portal, installed: true })
  })

  test('is over when our user is taken away', async () => {
    town.organization.removeApplicationUser()
    expect(await town.crm.standing(town.portal, town.crm.own)).toMatchObject({ reason: 'not_installed' })
  })

  test('is over when the tenant withdraws its consent', async () => {
    town.organization.entra.withdrawConsent()
    expect(await town.crm.standing(town.portal, town.crm.own)).toMatchObject({
      ok: false,
      reason: 'not_installed',
    })
  })

  test('is nothing to be said of an organization that is switched off', async () => {
    town.organization.faults.disableOrganization()
    expect(await town.crm.standing(town.portal, town.crm.own)).toMatchObject({ ok: false, reason: 'blocked' })
  })
})

test('keys that Entra changes in the middle cost nobody his way in', async () => {
  given(await town.signIn(SELLER))
  await town.organization.entra.rotateKeys()
  const later = await visit({ beside: town.organization, tenantId: town.organization.tenantId })
  given(await later.signIn(SELLER))
  await later.stop()
  town.organization.faults.expireTokens()
  given(await town.crm.record(town.portal, town.grantOf(SELLER), deal(1204)))
})
