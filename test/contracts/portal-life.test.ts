import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { admin, app, romashka, sergey, type Visit, visit } from './portal-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

test('an uninstalled application has no tokens, bindings or options left, and learns of it without a token', async () => {
  await v.listens('ONAPPUNINSTALL', 'ONCRMDEALUPDATE')
  await v.callAs(admin, 'app.option.set', { options: { policy: 'v1' } })
  const { AUTH_ID, REFRESH_ID } = v.portal.tokenFor(sergey)
  const applicationToken = v.portal.applicationToken

  await v.portal.uninstall({ clean: true })
  expect(v.names()).toEqual(['ONAPPUNINSTALL'])
  const told = Object.fromEntries(v.heard[0] ?? [])
  expect(told).toMatchObject({ 'data[CLEAN]': '1', 'auth[application_token]': applicationToken })
  expect(told).not.toHaveProperty('auth[access_token]')
  expect(v.portal.events).toEqual([])
  expect(await v.call('profile', {}, AUTH_ID)).toMatchObject({ error: 'NO_AUTH_FOUND' })
  expect(await v.token({ grant_type: 'refresh_token', refresh_token: REFRESH_ID })).toMatchObject({
    status: 401,
    body: { error: 'NOT_INSTALLED' },
  })

  await v.portal.finishInstallation()
  expect(v.portal.applicationToken).not.toBe(applicationToken)
  expect(await v.resultAs(admin, 'app.option.get')).toEqual({})
})

test('an update drops what is bound and may bring another application token', async () => {
  await v.listens('ONAPPUPDATE')
  const before = v.portal.applicationToken
  await v.portal.updateApp({ version: 2, newToken: true })
  expect(Object.fromEntries(v.heard[0] ?? [])).toMatchObject({
    event: 'ONAPPUPDATE',
    'data[VERSION]': '2',
    'data[PREVIOUS_VERSION]': '1',
    'auth[application_token]': v.portal.applicationToken,
    'auth[refresh_token]': expect.stringMatching(/./),
  })
  expect(v.portal.applicationToken).not.toBe(before)
  expect(v.portal.events).toEqual([])
})

test('the old address of a renamed portal leads to the new one, its OAuth server stays', async () => {
  const { oauthOrigin, restEndpoint } = v.portal
  const { AUTH_ID } = v.portal.tokenFor(sergey)
  const origin = v.portal.rename()
  const answer = await fetch(`${restEndpoint}profile?auth=${AUTH_ID}`, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(`${origin}/rest/profile?auth=${AUTH_ID}`)
  expect(await v.call('profile', {}, AUTH_ID)).toMatchObject({ result: { ID: sergey } })
  const info = await fetch(`${oauthOrigin}/rest/app.info/?auth=${AUTH_ID}`)
  expect(await info.json()).toMatchObject({ result: { install: { domain: new URL(origin).host } } })
  expect(v.portal.placementForm(sergey, romashka).query.DOMAIN).toBe(new URL(origin).host)
})

test('a portal whose plan has ended answers nothing until it is paid, a deleted one never again', async () => {
  v.portal.expirePlan()
  expect(await v.callAs(sergey, 'profile')).toMatchObject({ error: 'PAYMENT_REQUIRED' })
  v.portal.renewPlan()
  expect(await v.callAs(sergey, 'profile')).toHaveProperty('result')
  v.portal.deletePortal()
  expect(await v.callAs(sergey, 'profile')).toMatchObject({ error: 'PORTAL_DELETED' })
})

test('two portals beside each other share one OAuth server and nothing else', async () => {
  const memberId = 'b'.repeat(32)
  const second = await startPortal({ app, memberId, beside: v.portal })
  try {
    expect(second.oauthOrigin).toBe(v.portal.oauthOrigin)
    const { AUTH_ID } = second.tokenFor(sergey)
    const info = await fetch(`${v.portal.oauthOrigin}/rest/app.info/?auth=${AUTH_ID}`)
    expect(await info.json()).toMatchObject({ result: { install: { member_id: memberId } } })
    expect(await v.call('profile', {}, AUTH_ID)).toMatchObject({ error: 'NO_AUTH_FOUND' })

    await second.change(romashka, { title: 'Только там' }, sergey)
    expect(v.portal.deals.find(({ id }) => id === romashka)?.title).not.toBe('Только там')
    expect(v.portal.requests.at(-1)?.person).toBe(null)
  } finally {
    await second.stop()
  }
})

test('an application has only the permissions it was given', async () => {
  const narrow = await visit({ scopes: ['crm', 'placement'] })
  expect(await narrow.callAs(sergey, 'tasks.task.list')).toMatchObject({ error: 'insufficient_scope' })
  expect(await narrow.resultAs(sergey, 'events')).not.toContain('ONTASKADD')
  expect(await narrow.resultAs(sergey, 'events', { FULL: true })).toContain('ONTASKADD')
  await narrow.leave()
})
