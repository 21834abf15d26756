/** An administrator who lets us go, who is interrupted, or who never comes back. */
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { schedule } from '../../backend/later/schedule.ts'
import { type Desk, deskIn, type Sat, unconnected } from '../dynamics-administrator.ts'
import { colleagues, type DynamicsWorld } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'

const { admin, seller } = colleagues

onEveryStore((stores) => {
  let w: DynamicsWorld
  let desk: Desk
  beforeEach(async () => {
    w = await unconnected(stores)
    desk = deskIn(w)
  })
  afterEach(() => w.stop())

  describe('an administrator who lets us go', () => {
    let sat: Sat
    let deal: string
    let before: string
    beforeEach(async () => {
      sat = await desk.sit()
      await desk.bringIn(sat)
      deal = await desk.dealForm(sat)
      before = desk.formOf(deal)
      await desk.putOn(sat, [deal])
    })

    test('has the forms put back, the webhook taken off and everybody shown out; what was said waits', async () => {
      const sergey = await w.openCard(seller)
      await sergey.say('Подождёт')
      const parted = await sat.post('disconnect', { forms: 'back' })
      expect(parted).toMatchObject({ status: 200, body: { back: ['Opportunity'], kept: [] } })
      expect(desk.formOf(deal)).toBe(before)
      expect(w.organization.find('serviceendpoint')).toEqual([])
      expect(w.organization.find('sdkmessageprocessingstep')).toEqual([])
      expect((await sergey.get('/api/card')).status).toBe(401)
      expect(
        await w.parts.store.read(w.company, ({ db, t }) =>
          db.select().from(t.grant).where(eq(t.grant.company, w.company)),
        ),
      ).toEqual([])
      expect(await sat.standing()).toMatchObject({ connected: false, events: { bound: 0 } })
      await desk.bringIn(sat)
      const back = await w.openCard(seller)
      expect(JSON.stringify((await back.get('/api/card')).body)).toContain('Подождёт')
    })

    test('or leaves the tab where it is', async () => {
      const parted = await sat.post('disconnect', { forms: 'keep' })
      expect(parted.body).toEqual({ back: [], kept: ['Opportunity'] })
      expect(desk.formOf(deal)).toContain('dth_dealthread_tab')
      expect((await sat.standing()).connected).toBe(false)
    })

    test('may do it twice', async () => {
      for (let n = 0; n < 2; n++) expect((await sat.post('disconnect', { forms: 'back' })).status).toBe(200)
    })
  })

  test('what an administrator has lent who never comes back is forgotten when his ticket is over', async () => {
    const { url } = await desk.ticketFor(w.organization.origin)
    await w.browser(admin).follow(url)
    const rows = () => w.parts.store.read('setup', ({ db, t }) => db.select().from(t.ticket))
    expect((await rows()).filter(({ who }) => who !== null)).toHaveLength(1)
    w.clock.advance(6 * 60_000)
    const task = schedule(w.parts).find(({ name }) => name === 'tickets that are over')
    for (const company of task?.also ?? []) await task?.slice(company)
    expect(await rows()).toEqual([])
  })
})
