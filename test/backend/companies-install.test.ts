import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LocalPortal, PostedForm } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const DAY = 24 * 3_600_000
const SECOND = 1000

onEveryStore((stores) => {
  let w: World
  let portal: LocalPortal
  let manager: Person
  beforeEach(async () => {
    w = await world(stores)
    portal = w.portal
    await portal.finishInstallation()
    await settled()
    manager = await w.open(people.manager)
  })
  afterEach(() => w.stop())

  /** Until everything told so far has been acted on. */
  async function settled() {
    await portal.delivered()
    await w.parts.inboxIdle()
    while (await w.parts.workInbox(w.company));
  }

  function post({ url, form }: Pick<PostedForm, 'url' | 'form'>) {
    const { pathname, search } = new URL(url)
    return w.http.request(pathname + search, { method: 'POST', body: new URLSearchParams(form) })
  }

  const install = (person = people.admin, overrides = {}) => post(portal.installForm(person, overrides))
  const company = () =>
    w.parts.store.read(w.company, async ({ db, t }) => (await db.select().from(t.company))[0])
  const grants = () => w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.grant))
  const told = async () =>
    (await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.inbox))).map(
      ({ name, outcome }) => [name, outcome],
    )
  const alive = async () => (await manager.get('/api/card')).status === 200

  test('row 10: somebody who is no administrator reads why, and nothing is bound or taken over', async () => {
    await portal.updateApp()
    await settled()
    const before = [await company(), portal.placements.length, portal.events.length]
    const page = await install(people.manager)
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('администратор')
    expect([await company(), portal.placements.length, portal.events.length]).toEqual(before)
  })

  test('row 12: the page of an installation asks the portal for nothing it would wait for', async () => {
    const page = await (await install()).text()
    expect(page).toContain('Чат установлен')
    expect(page).toMatch(/<script type="module" src="[^"]+"><\/script>/)
  })

  test('row 11: after an update everything is bound again, once, and the new token counts', async () => {
    const before = portal.placements.map(({ placement }) => placement).sort()
    await portal.updateApp({ newToken: true })
    await settled()
    expect(portal.placements.map(({ placement }) => placement).sort()).toEqual(before)
    const events = portal.events.map(({ event }) => event)
    expect(events.length).toBe(new Set(events).size)
    expect((await w.page(people.manager, deals.daisy)).status).toBe(200)
    expect((await company())?.capabilities).toMatchObject({ placements: expect.arrayContaining(before) })
  })

  test('row 11: another administrator installs again; the newest keys count, what was said stays', async () => {
    await manager.say('до переустановки')
    const second = portal.people.find(({ id }) => id === people.head)
    Object.assign(second ?? {}, { admin: true })
    await portal.uninstall()
    await settled()
    expect((await install(people.head)).status).toBe(200)
    await portal.finishInstallation()
    await settled()
    expect(await company()).toMatchObject({ installedBy: people.head, uninstalledAt: null })
    expect(JSON.stringify((await w.open(people.manager)).bootstrap.page)).toContain('до переустановки')
  })

  test('row 11: what a portal has lost is bound again by the daily look', async () => {
    const lost = portal.placements[0]?.placement
    portal.placements.splice(0, 1)
    portal.events.splice(0, 3)
    expect((await w.parts.bindAgain(w.company)).ok).toBe(true)
    expect(portal.placements.map(({ placement }) => placement)).toContain(lost)
    expect(new Set(portal.events.map(({ event }) => event)).size).toBe(portal.events.length)
  })

  describe('row 20: uninstalled', () => {
    test('without a wish to delete: sessions and keys are gone at once, what was said waits', async () => {
      await manager.say('останется')
      await portal.uninstall()
      await settled()
      expect(await alive()).toBe(false)
      expect(await grants()).toEqual([])
      expect(await company()).toMatchObject({
        uninstalledAt: w.clock.now(),
        applicationToken: null,
        eraseAfter: null,
      })
      expect((await w.page(people.manager, deals.daisy)).status).toBe(403)
    })

    test('whoever is looking is sent away', async () => {
      const socket = await liveSocket(await w.listen(), { token: manager.token, after: 0 })
      await socket.until((frame): frame is Extract<typeof frame, { head: number }> => 'head' in frame)
      await portal.uninstall()
      await settled()
      expect(await socket.closed).toBe(4401)
    })

    test('with a wish to delete: a day is set for it, and coming back before takes it off', async () => {
      await manager.say('вернётся')
      await portal.uninstall({ clean: true })
      await settled()
      expect((await company())?.eraseAfter).toEqual(new Date(w.clock.now().getTime() + 30 * DAY))
      w.clock.advance(29 * DAY)
      expect((await install()).status).toBe(200)
      await portal.finishInstallation()
      await settled()
      expect(await company()).toMatchObject({ uninstalledAt: null, eraseAfter: null })
      expect(JSON.stringify((await w.open(people.manager)).bootstrap.page)).toContain('вернётся')
    })

    test('a forged one, with the token every portal user knows, changes nothing', async () => {
      await portal.emit('ONAPPUNINSTALL', { LANGUAGE_ID: 'ru', CLEAN: 1 })
      await settled()
      expect(await told()).toContainEqual(['ONAPPUNINSTALL', 'refused: still installed'])
      expect(await alive()).toBe(true)
      expect(await company()).toMatchObject({ uninstalledAt: null, eraseAfter: null })
    })

    test('a forged one counts for nothing even when the installer’s own key has died', async () => {
      portal.dismiss(people.admin)
      w.clock.advance(2 * 3_600_000)
      manager = await w.open(people.manager)
      await portal.emit('ONAPPUNINSTALL', { LANGUAGE_ID: 'ru', CLEAN: 0 })
      await settled()
      expect(await told()).toContainEqual(['ONAPPUNINSTALL', 'refused: still installed'])
      expect(await alive()).toBe(true)
    })

    test('one nobody can confirm just now waits until somebody can', async () => {
      portal.faults.fail('INTERNAL_SERVER_ERROR', 2, 'app.info')
      await portal.uninstall()
      await settled()
      expect((await company())?.uninstalledAt).toBeNull()
      w.clock.advance(10 * SECOND)
      await settled()
      expect((await company())?.uninstalledAt).toEqual(w.clock.now())
    })

    test('one that arrives after a new installation is too late', async () => {
      await portal.uninstall()
      w.clock.advance(SECOND)
      await install()
      await portal.finishInstallation()
      await settled()
      expect((await company())?.uninstalledAt).toBeNull()
    })
  })

  describe('an update that is not one', () => {
    const update = { VERSION: '2', PREVIOUS_VERSION: '1', LANGUAGE_ID: 'ru' }

    test('by somebody with a true token of his own, but no administrator, gives us no other token', async () => {
      await portal.emit('ONAPPUPDATE', update, { by: people.manager, token: 'f'.repeat(32) })
      await settled()
      expect(await told()).toContainEqual(['ONAPPUPDATE', 'refused: 7 is no administrator'])
      expect((await w.page(people.manager, deals.daisy)).status).toBe(200)
    })

    test('without any token at all is not even written down', async () => {
      const before = await told()
      await portal.emit('ONAPPUPDATE', update, { by: null, token: 'f'.repeat(32) })
      await portal.emit('ONAPPINSTALL', {}, { by: null, token: 'f'.repeat(32) })
      expect(await told()).toEqual(before)
    })
  })

  test('row 9: an old portal tells its application token by an event only, and is heard from then on', async () => {
    await w.parts.store.write(w.company, async ({ db, t }) => {
      await db.update(t.company).set({ applicationToken: null })
    })
    await install(people.admin, { APPLICATION_TOKEN: undefined, SERVER_ENDPOINT: undefined })
    const change = () => portal.emit('ONCRMDEALUPDATE', { FIELDS: { ID: deals.daisy } })
    await change()
    expect((await told()).map(([name]) => name)).not.toContain('ONCRMDEALUPDATE')
    await portal.emit('ONAPPINSTALL', { VERSION: '1', LANGUAGE_ID: 'ru' })
    await settled()
    await change()
    expect((await told()).map(([name]) => name)).toContain('ONCRMDEALUPDATE')
  })

  describe('row 23: a renamed portal', () => {
    const origins = async () => {
      const page = await w.page(people.manager, deals.daisy)
      const policy = page.headers.get('content-security-policy') ?? ''
      return { stored: (await company())?.origin, framed: /frame-ancestors ([^;\s]+)/.exec(policy)?.[1] }
    }

    test('is followed in the background once the OAuth server says so, and its frame with it', async () => {
      const now = portal.rename()
      await w.parts.readPeople(w.company)
      expect((await company())?.origin).toBe(now)
      expect(await origins()).toEqual({ stored: now, framed: now })
    })

    test('is met at its new address by whoever opens a card first', async () => {
      const now = portal.rename()
      expect((await w.page(people.manager, deals.daisy)).status).toBe(200)
      expect(await origins()).toEqual({ stored: now, framed: now })
    })

    test('is not followed on the word of whoever holds the old address', async () => {
      const before = await company()
      portal.rename()
      portal.faults.fail('INTERNAL_SERVER_ERROR', 2, 'app.info')
      await w.parts.readPeople(w.company)
      expect(await company()).toMatchObject({ origin: before?.origin, endpoint: before?.endpoint })
    })
  })

  test('row 19: what happens to a deal in the portal reaches its conversation, told once, twice or late', async () => {
    const before = manager.bootstrap.card.context.amount
    // What it was is known from the last comparison.
    await w.parts.reconcileCards(w.company, undefined)
    portal.faults.doubleEvents(1)
    await portal.change(Number(deals.daisy), { amount: 2_000_000 }, people.manager)
    await settled()
    const { body } = await manager.get(`/api/threads/${manager.team}/messages?limit=10`)
    const told = body.messages.filter(({ happened }: { happened?: object }) => happened)
    expect(before).not.toBe(2_000_000)
    expect(told).toMatchObject([{ happened: { what: 'amount', to: 2_000_000, by: people.manager } }])
  })

  test('a record nobody has opened a chat for is not asked about', async () => {
    const asked = portal.requests.length
    await portal.change(Number(deals.long), { title: 'Другое имя' }, people.manager)
    await settled()
    expect(portal.requests.length).toBe(asked)
    expect(await told()).toContainEqual(['ONCRMDEALUPDATE', 'acted on'])
  })

  test('row 8: a guest of the portal reads that the cards are for colleagues', async () => {
    Object.assign(portal.people.find(({ id }) => id === people.trade) ?? {}, { extranet: true })
    const page = await w.page(people.trade, deals.daisy)
    const text = await page.text()
    expect([page.status, text.includes('гостям'), text.includes('Ромашк')]).toEqual([403, true, false])
  })
})
