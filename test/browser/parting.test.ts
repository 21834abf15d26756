/** An administrator who parts from us: says what is to become of the talk, has the dossiers put into the CRM, keeps the receipt. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { verifyFile } from '../../backend/leaving/signing.ts'
import { verifyDossier } from '../../tools/dossier/verifier.mjs'
import { archiveOf, sendFile } from '../dossier.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { deals, people, type Town, town } from './town.ts'

let t: Town
inTown(town, async (begun) => {
  t = begun
  const manager = await t.w.open(people.manager)
  await manager.say('Слот держим до пятницы')
  await sendFile(t.w.http, manager, { name: 'счёт.txt', type: 'text/plain', bytes: Buffer.from('сумма') })
  const other = await t.w.open(people.manager, deals.long)
  await other.say('Другая сделка')
})

const visit = (look: PageLook) => visitOurPage(t, people.admin, look)

test('he leaves the dossiers in the CRM, sees how far that is, and saves the receipt; removed, they are there', async () => {
  const { page, frame, complaints } = await visit({ section: 'Стирание данных' })
  await frame.getByLabel('Оставить досье в CRM').check()
  await frame.getByRole('button', { name: 'Передать все досье в CRM…' }).click()
  const dialog = frame.getByRole('dialog', { name: 'Досье — в CRM' })
  await dialog.getByText(/^2 карточки, \d+ сообщени\S+, 1 файл/).waitFor()
  await dialog.getByText('Архивы лягут на ваш личный Диск').waitFor()
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  const order = dialog.getByRole('button', { name: 'Передать', exact: true })
  expect(await order.isDisabled()).toBe(true)
  await dialog.getByLabel('Чтобы подтвердить, введите 2').fill('2')
  await order.click()
  await frame.getByText(/^Передано в CRM: 2 досье/).waitFor()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('button', { name: 'Квитанция' }).click(),
  ])
  expect(verifyFile(readFileSync(await saved.path(), 'utf8'))).toMatchObject({
    ...{ ok: true, statement: { of: 'parting', left: [{}, {}], notLeft: [] } },
  })
  expect(complaints).toEqual([])

  await t.w.portal.uninstall({ clean: true })
  const left = t.w.portal.ownDisk(people.admin)
  expect(left).toHaveLength(2)
  for (const { bytes } of left) expect(await verifyDossier(archiveOf(bytes))).toMatchObject({ ok: true })
})
