/** An administrator brings us into his organization, step by step, and may stop after any of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { needed } from '../../crm-adapters/dynamics365/service-role.ts'
import manifest from '../../package.json' with { type: 'json' }
import { type Desk, deskIn, type Sat, unconnected } from '../dynamics-administrator.ts'
import { colleagues, type DynamicsWorld, onwardIn } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'

const { admin, seller } = colleagues
const HOUR = 3_600_000

onEveryStore((stores) => {
  let w: DynamicsWorld
  let desk: Desk

  beforeEach(async () => {
    w = await unconnected(stores)
    desk = deskIn(w)
  })
  afterEach(() => w.stop())

  test('the page is framed by nobody and knows nothing', async () => {
    const page = await w.http.request('/dynamics/setup', { headers: { 'accept-language': 'uk-UA,uk;q=0.9' } })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const html = await page.text()
    expect(html).toContain('lang="uk"')
    expect(html).not.toContain(w.organization.origin)
  })

  test('consent for the tenant is given in a window of its own', async () => {
    w.organization.entra.withdrawConsent()
    const { ticket, url } = await desk.ticketFor()
    const window = w.browser(admin)
    const end = await window.agree(await window.follow(url))
    expect(await end.text()).toContain('Consent is given')
    expect(await w.wait(ticket)).toEqual({ stands: 'consented' })
  })

  test('an administrator proves himself and the organization, and sees how far he has come', async () => {
    const sat = await desk.sit()
    expect(await sat.standing()).toMatchObject({
      organization: { address: w.organization.origin },
      person: 'Анна Воронцова',
      package: { there: null, ours: manifest.version },
      application: { user: false, role: false },
      connected: false,
      events: { bound: 0 },
      former: [],
    })
    const { forms } = await sat.standing()
    expect(forms.map(({ type, tab }) => `${type} ${tab}`)).toEqual(
      expect.arrayContaining(['deal none', 'lead none', 'company none', 'contact none', 'case none']),
    )
  })

  test('all steps, in their order, and then people open cards', async () => {
    const sat = await desk.sit()
    expect((await sat.post('connection')).status).toBe(409)
    await desk.bringIn(sat)
    const { forms } = await sat.standing()
    expect((await desk.putOn(sat, [forms.find(({ type }) => type === 'deal')!.id])).status).toBe(200)
    expect(await sat.standing()).toMatchObject({
      package: { there: `${manifest.version}.0` },
      application: { user: true, role: true },
      connected: true,
      events: { bound: expect.any(Number) },
    })
    const sergey = await w.openCard(seller)
    await sergey.say('Работает')
    w.organization.change({ table: 'opportunity', number: 1204 }, { estimatedvalue: 5 }, admin)
    await w.organization.delivered()
    await w.parts.inboxIdle()
    expect((await sergey.get('/api/card')).body.context.amount).toBe(5)
    const health = await sat.get('health')
    expect(health.body.findings.find(({ about }: { about: string }) => about === 'events')).toMatchObject({
      state: 'ok',
      lacking: [],
      failing: [],
      lastAt: expect.any(String),
    })
  })

  test('the application user’s role gets the rights of the tables there are, and no more', async () => {
    await desk.bringIn(await desk.sit())
    const token = await w.organization.entra.personToken(w.organization.person(admin).objectId)
    const asked =
      "roles?$filter=name eq 'Dealthread Service'&$expand=roleprivileges_association($select=name)"
    const came = await fetch(w.organization.webApi + asked, { headers: { authorization: `Bearer ${token}` } })
    const { value } = (await came.json()) as { value: { roleprivileges_association: { name: string }[] }[] }
    const rights = value.flatMap(({ roleprivileges_association: all }) => all.map(({ name }) => name))
    expect(rights).toEqual(
      expect.arrayContaining(['prvReadOpportunity', 'prvAppendToLead', 'prvReadQuote', 'prvReadUser']),
    )
    expect([...new Set(rights)].sort()).toEqual([...needed].sort())
    expect(
      needed.filter((name) => /^prv(Assign|Share|Delete(?!(AppNotification|Note|Activity)$))/.test(name)),
    ).toEqual([])
  })

  test('every step may be done twice', async () => {
    const sat = await desk.sit()
    await desk.bringIn(sat)
    await desk.bringIn(sat)
    const users = w.organization.find('systemuser').filter((id) => {
      return w.organization.read({ table: 'systemuser', id })?.applicationid
    })
    expect(users).toHaveLength(1)
    expect(w.organization.find('serviceendpoint')).toHaveLength(1)
  })

  test('a right that was taken from the role is missed, and given again', async () => {
    const sat = await desk.sit()
    await desk.bringIn(sat)
    expect((await sat.standing()).application.lacking).toEqual([])
    w.organization.takePrivilege('Dealthread Service', 'prvReadLead')
    expect((await sat.standing()).application.lacking).toEqual(['prvReadLead'])
    await sat.post('application')
    expect((await sat.standing()).application.lacking).toEqual([])
  })

  test('environments are listed for whoever looks for his, and only those he may see', async () => {
    const { ticket, url } = await desk.ticketFor(undefined, { listing: true })
    await w.browser(admin).follow(url)
    const { status, body } = await w.post('/dynamics/setup/environments', { ticket })
    expect([status, body.environments]).toEqual([
      200,
      [{ name: 'Вектрана Логистик', address: w.organization.origin, admin: true }],
    ])
    expect((await w.post('/dynamics/setup/environments', { ticket })).status).toBe(401)
    const stranger = await desk.ticketFor(undefined, { listing: true })
    w.organization.disable(seller)
    await w.browser(seller).follow(stranger.url)
    const none = await w.post('/dynamics/setup/environments', { ticket: stranger.ticket })
    expect(none.body.environments).toEqual([])
  })

  test('whoever may customize does what is his to do, and is told what is not', async () => {
    w.organization.giveRole(seller, 'System Customizer')
    const sat = await desk.sit(seller)
    expect(await sat.standing()).toMatchObject({ customizer: true })
    expect((await sat.post('package')).status).toBe(200)
    for (const [step, given] of [
      ['application', {}],
      ['connection', {}],
      ['disconnect', { forms: 'keep' }],
    ] as const) {
      expect([step, await sat.post(step, given)]).toMatchObject([
        step,
        { status: 403, body: { error: { reason: 'denied' } } },
      ])
    }
    expect(w.organization.find('serviceendpoint')).toEqual([])
  })

  describe('the forms', () => {
    let sat: Sat
    let deal: string
    beforeEach(async () => {
      sat = await desk.sit()
      await desk.bringIn(sat)
      deal = await desk.dealForm(sat)
    })

    test('are shown before they are changed, with what is added and nothing taken away', async () => {
      const before = desk.formOf(deal)
      const { body } = await sat.post('forms/preview', { forms: [deal] })
      const [{ lines }] = body.previews
      const added = lines.filter(({ what }: { what: string }) => what === 'added')
      expect(added.map(({ text }: { text: string }) => text).join('')).toContain('dth_dealthread_tab')
      expect(lines.some(({ what }: { what: string }) => what === 'taken')).toBe(false)
      expect(desk.formOf(deal)).toBe(before)
    })

    test('get the tab, for our server and this very organization, and are published', async () => {
      expect((await desk.putOn(sat, [deal])).status).toBe(200)
      expect(desk.formOf(deal)).toContain(`>${w.publicUrl}<`)
      expect(desk.formOf(deal)).toContain(`>${w.company}<`)
      const { forms, former } = await sat.standing()
      expect(forms.find(({ id }) => id === deal)?.tab).toBe('there')
      expect(former).toMatchObject([{ form: deal }])
    })

    test('are put back to the letter', async () => {
      const before = desk.formOf(deal)
      await desk.putOn(sat, [deal])
      await desk.putOn(sat, [deal])
      expect(desk.formOf(deal).split('dth_dealthread_tab')).toHaveLength(2)
      expect((await sat.post('forms/undo', { forms: [deal] })).status).toBe(200)
      expect(desk.formOf(deal)).toBe(before)
      expect((await sat.standing()).former).toEqual([])
    })

    test('that somebody has worked on since lose our tab and keep his work', async () => {
      await desk.putOn(sat, [deal])
      w.organization.change(
        { table: 'systemform', id: deal },
        { formxml: desk.formOf(deal).replace('SUMMARY_TAB', 'SUMMARY_TAB_2') },
        admin,
      )
      await sat.post('forms/undo', { forms: [deal] })
      expect(desk.formOf(deal)).toContain('SUMMARY_TAB_2')
      expect(desk.formOf(deal)).not.toContain('dth_')
    })

    test('that are no longer what he agreed to are left alone', async () => {
      const { body } = await sat.post('forms/preview', { forms: [deal] })
      const changed = desk.formOf(deal).replace('SUMMARY_TAB', 'SUMMARY_TAB_2')
      w.organization.change({ table: 'systemform', id: deal }, { formxml: changed }, admin)
      const [{ form, seen }] = body.previews
      const written = await sat.post('forms', { forms: [{ form, seen }] })
      expect(written).toMatchObject({ status: 422, body: { error: { reason: 'malformed' } } })
      expect(desk.formOf(deal)).toBe(changed)
    })
  })

  test('our page gets its place in the menu of an app, is looked at before and put back to the letter', async () => {
    const sat = await desk.sit()
    await desk.bringIn(sat)
    const menu = (await sat.standing()).forms.find(({ type }) => type === 'menu')!
    expect(menu).toMatchObject({ name: 'Sales Hub', tab: 'none' })
    const xml = () => String(w.organization.read({ table: 'sitemap', id: menu.id })?.sitemapxml)
    const before = xml()
    const { body } = await sat.post('forms/preview', { forms: [menu.id] })
    expect(body.previews[0].lines.filter(({ what }: { what: string }) => what === 'taken')).toEqual([])
    expect(xml()).toBe(before)

    expect((await desk.putOn(sat, [menu.id, await desk.dealForm(sat)])).status).toBe(200)
    expect((await desk.putOn(sat, [menu.id])).status).toBe(200)
    expect(xml().split('dth_dealthread_home')).toHaveLength(2)
    expect(xml()).toContain(encodeURIComponent(encodeURIComponent(w.publicUrl)))
    expect((await sat.standing()).forms.find(({ id }) => id === menu.id)?.tab).toBe('there')

    expect((await sat.post('forms/undo', { forms: [menu.id] })).status).toBe(200)
    expect(xml()).toBe(before)
  })

  test('tables of which the organization keeps no account are named', async () => {
    const sat = await desk.sit()
    const { events } = await sat.standing()
    expect(events.untracked).toEqual([])
    w.organization.leaveUntracked('incident')
    expect((await sat.standing()).events.untracked).toEqual(['incident'])
  })

  test('what he has done to the organization is in the audit log', async () => {
    const sat = await desk.sit()
    await desk.bringIn(sat)
    const deal = await desk.dealForm(sat)
    await desk.putOn(sat, [deal])
    await sat.post('forms/undo', { forms: [deal] })
    const entries = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.entry))
    const done = entries.filter(({ company, act }) => company === w.company && act.startsWith('company.'))
    expect(done.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['company.installed', 'company.events_bound', 'company.form_changed']),
    )
    const changed = done.filter(({ act, thing }) => act === 'company.form_changed' && thing === deal)
    expect(changed.map(({ about }) => JSON.parse(about).what)).toEqual(['put_on', 'back'])
    expect([...new Set(done.map(({ act, by }) => `${act} ${by}`))].sort()).toEqual(
      ['events_bound', 'form_changed', 'installed'].map(
        (act) => `company.${act} ${w.organization.person(admin).id}`,
      ),
    )
  })

  test('who is no administrator there is not let in', async () => {
    expect(await desk.signedIn(seller)).toMatchObject({ status: 403, body: { error: { reason: 'denied' } } })
  })

  test('an administrator who follows a link in a chat lends his rights to nobody', async () => {
    const { ticket, url } = await desk.ticketFor(w.organization.origin)
    await w.browser(admin).click(url)
    const session = await w.post('/dynamics/setup/session', { ticket, address: w.organization.origin })
    expect(session.status).toBe(401)
  })

  test('nor is an administrator of another tenant', async () => {
    const tenant = w.organization.entra.addTenant({ name: 'Other', domain: 'other.example', people: ['Eve'] })
    w.organization.entra.consent(undefined, tenant.id)
    const { ticket, url } = await desk.ticketFor(w.organization.origin)
    const sent = await w.http.request(url, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
    const entra = new URL((await onwardIn(sent)) ?? '')
    entra.pathname = entra.pathname.replace(w.organization.tenantId, tenant.id)
    const account = tenant.accounts[0]!.objectId
    const came = await fetch(entra, {
      redirect: 'manual',
      headers: { cookie: w.organization.entra.signedIn(account, tenant.id) },
    })
    const back = new URL(came.headers.get('location') ?? w.publicUrl)
    const cookie = sent.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await w.http.request(back.pathname + back.search, { headers: { cookie } })
    const session = await w.post('/dynamics/setup/session', { ticket, address: w.organization.origin })
    expect(session.status).toBeGreaterThanOrEqual(400)
  })

  test('an address that is no organization’s is asked nothing', async () => {
    for (const address of ['https://evil.example', 'http://169.254.169.254/', 'javascript:alert(1)']) {
      const { url } = await desk.ticketFor(address)
      const end = await w.http.request(url, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
      expect(await onwardIn(end)).toBeUndefined()
    }
  })

  test('what he has lent us is stored nowhere, readable by nobody, and over within the hour', async () => {
    const sat = await desk.sit()
    const rows = await w.parts.store.read('setup', ({ db, t }) => db.select().from(t.ticket))
    expect(rows.every(({ who }) => who === null)).toBe(true)
    expect(Buffer.from(sat.session.slice(3), 'base64url').toString('latin1')).not.toContain('Воронцова')
    w.clock.advance(HOUR)
    expect((await sat.get('standing')).status).toBe(401)
    for (const session of ['', 'x', `${sat.session.slice(0, -4)}AAAA`]) {
      const came = await w.http.request('/dynamics/setup/standing', {
        headers: { authorization: `Bearer ${session}` },
      })
      expect(came.status).toBe(401)
    }
  })
})
