/** Dossiers on our own page: whoever oversees asks for one, waits for it and saves it. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { verifyDossier } from '../../tools/dossier/verifier.mjs'
import { atHome } from '../at-home.ts'
import { archiveOf, takeDossier } from '../dossier.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { people, type Town, town } from './town.ts'

let t: Town

inTown(town, async (begun) => {
  t = begun
  const manager = await t.w.open(people.manager)
  await manager.say('Слот держим до пятницы')
  const wanted = { id: newId(), kind: 'private', title: 'Между нами', people: [people.head] }
  await manager.post('/api/threads', wanted)
  const admin = await atHome(t.w, people.admin)
  await t.w.open(people.finance)
  const rights = { standing: 'compliance', reach: 'all', documents: true }
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, rights)
})

async function visit({ as = people.admin, ...look }: PageLook & { as?: string } = {}) {
  const section = { ru: 'Досье сделки', uk: 'Досьє угоди', en: 'Deal dossier' }[look.lang ?? 'ru']
  const { page, frame } = await visitOurPage(t, as, { section, ...look })
  await frame.locator('.settings-head button:enabled').waitFor()
  return { page, frame }
}

test('compliance takes out a deal with its private discussions, says why, and saves it', async () => {
  const { page, frame } = await visit({ as: people.finance })
  await frame.getByRole('button', { name: 'Составить досье' }).click()
  const dialog = frame.getByRole('dialog')
  await dialog.getByLabel('Карточка').fill('1204')
  const card = await dialog.locator('option').first().getAttribute('value')
  await dialog.getByLabel('Карточка').fill(card ?? '')
  await dialog.getByRole('checkbox').check()
  const make = dialog.getByRole('button', { name: 'Составить досье' })
  expect(await make.isDisabled()).toBe(true)
  await dialog.getByLabel('Причина').fill('Обращение клиента 17/2026')
  await make.click()
  const save = frame.getByRole('button', { name: 'Скачать' })
  await save.waitFor()
  expect(await frame.locator('.dossier').innerText()).toContain('с личными обсуждениями')
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  expect(download.suggestedFilename()).toBe('dossier-deal-1204.zip')
  const bytes = new Uint8Array(readFileSync(await download.path()))
  expect(await verifyDossier(archiveOf(bytes))).toMatchObject({ ok: true, record: 'deal:1204' })
})

test.each([
  ['wide', {}],
  ['dark', { theme: 'dark' }],
  ['narrow, in Ukrainian', { width: 420, lang: 'uk' }],
  ['a small phone, in English', { width: 336, lang: 'en' }],
])('nothing is wrong with how it looks, %s', async (_, look) => {
  await takeDossier(t.w, await atHome(t.w, people.admin))
  const { frame } = await visit({ as: people.finance, ...look })
  await frame.locator('.dossier').first().waitFor()
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  await frame.locator('.settings-head button').click()
  await frame.getByRole('dialog').waitFor()
  expect(await faults(frame)).toEqual([])
})
