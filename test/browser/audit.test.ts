/** The audit log on our own page: what an administrator finds there, and what compliance does. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { verifyExport } from '../../tools/audit/verifier.mjs'
import { atHome } from '../at-home.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { people, type Town, town } from './town.ts'

let t: Town

inTown(town, async (begun) => {
  t = begun
  const manager = await t.w.open(people.manager)
  const { id } = await manager.say('Слот держим до пятницы')
  await manager.patch(`/api/threads/${manager.team}/messages/${id}`, { text: 'Слот держим до субботы' })
  await manager.post(`/api/threads/${manager.team}/invites`, {
    id: newId(),
    who: { guest: { name: '=Ольга' } },
  })
  const admin = await atHome(t.w, people.admin)
  const rights = { standing: 'compliance', reach: 'all', documents: true }
  await t.w.open(people.finance)
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, rights)
  while (await t.w.parts.auditing.seal(t.w.company));
})

async function visit({ as = people.admin, ...look }: PageLook & { as?: string } = {}) {
  const section = { ru: 'Журнал действий', uk: 'Журнал дій', en: 'Audit log' }[look.lang ?? 'ru']
  const { page, frame } = await visitOurPage(t, as, { section, ...look })
  await frame.locator('.audit-row').first().waitFor()
  return { page, frame }
}

test.each([
  ['wide', {}],
  ['dark', { theme: 'dark' }],
  ['narrow, in Ukrainian', { width: 420, lang: 'uk' }],
  ['a small phone, in English', { width: 336, lang: 'en' }],
])('nothing is wrong with how it looks, %s', async (_, look) => {
  const { frame } = await visit(look)
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await frame.evaluate(over)).toBe(0)
})

test('compliance finds who was invited, and takes it out with its proofs and as a table', async () => {
  const { page, frame } = await visit({ as: people.finance })
  await frame.getByRole('combobox', { name: 'Действие' }).selectOption({ label: 'Доступ и люди' })
  await frame.getByLabel('Кто', { exact: true }).fill('Сергей Котов')
  await frame.getByRole('button', { name: 'Показать' }).click()
  const invited = frame.locator('.audit-row', { hasText: 'Приглашение' })
  await invited.waitFor()
  await invited.getByText('Подробности').click()
  expect(await invited.innerText()).toContain('=Ольга')
  expect(await frame.locator('.audit-row', { hasText: 'Сообщение' }).count()).toBe(0)

  const taken = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      frame.getByRole('button', { name }).click(),
    ])
    return readFileSync(await download.path(), 'utf8')
  }
  const lines = (await taken('Скачать с доказательствами')).split('\n')
  expect(await verifyExport(lines)).toMatchObject({ ok: true, whole: false })
  const table = await taken('Скачать таблицей')
  expect(table).toContain('invite.made')
  expect(table).toContain('Сергей Котов')
})

test('an administrator says in which card the log is vouched for', async () => {
  const { frame } = await visit()
  await frame.getByRole('button', { name: 'Выбрать карточку' }).click()
  const dialog = frame.getByRole('dialog', { name: 'Куда сохранять контрольные отметки' })
  await dialog.getByLabel('Карточка').fill('1204')
  await dialog.getByRole('button', { name: 'Сохранить' }).focus()
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await frame.getByText(/Контрольные отметки сохраняются в CRM: Сделка №\s1204/).waitFor()
})
