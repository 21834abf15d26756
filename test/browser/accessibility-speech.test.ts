import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { wordsIn } from './looks/states.ts'
import { people, type Town, town } from './town.ts'

const { attachments, answering, reactionsAre, pinned, attach, sent } = wordsIn.ru.conversation

let t: Town
inTown(town, (begun) => {
  t = begun
})

test('my message is one sentence: who, when, what, with which files', async () => {
  const seat = await t.sit(people.manager)
  const chooser = seat.page.waitForEvent('filechooser')
  await seat.chat.getByRole('button', { name: attach }).click()
  const file = { name: 'Договор № 7.txt', mimeType: 'text/plain', buffer: Buffer.from('1') }
  await (await chooser).setFiles(file)
  await seat.chat.getByRole('button', { name: wordsIn.ru.upload.remove(file.name) }).waitFor()
  await seat.say('Подписали сегодня')

  const message = seat.message('Подписали сегодня')
  await message.getByTitle(sent).waitFor()
  const clock = await message.locator('time').textContent()
  expect(await message.getAttribute('aria-label')).toBe(
    [wordsIn.ru.you, clock, 'Подписали сегодня', attachments(file.name)].join(', '),
  )
})

test('a colleague’s is too: whom it answers, what others think of it, and that it is pinned', async () => {
  const colleague = await t.w.open(people.trade)
  const asked = await colleague.say('Какой код ставим?')
  const answered = await colleague.say('Ставим прежний', { replyTo: asked.id })
  const path = `/api/threads/${colleague.team}/messages/${answered.id}`
  await colleague.put(`${path}/reactions/${encodeURIComponent('👍')}`)
  await colleague.put(`${path}/pin`)

  const { name } = colleague.bootstrap.card.me
  const seat = await t.sit(people.manager)
  const message = seat.message('Ставим прежний')
  await expect.poll(() => message.getAttribute('aria-label')).toContain(pinned)
  const clock = await message.locator('time').textContent()
  expect(await message.getAttribute('aria-label')).toBe(
    [name, clock, answering(name), 'Ставим прежний', reactionsAre('👍 1'), pinned].join(', '),
  )
})
