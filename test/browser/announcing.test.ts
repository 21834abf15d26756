import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

/** Notes what those who listen are told; answers with how to read the notes. */
async function listen(seat: Seat): Promise<() => Promise<string[]>> {
  await seat.chat.evaluate(() => {
    for (const region of document.querySelectorAll<HTMLElement>('[data-live]')) {
      const notes = (text: string) => {
        document.body.dataset.told = `${document.body.dataset.told ?? ''}${region.dataset.live}: ${text}\n`
      }
      new MutationObserver(() => notes(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    }
  })
  return async () =>
    ((await seat.chat.locator('body').getAttribute('data-told')) ?? '').split('\n').filter(Boolean)
}

test('ten messages at once are told in two sentences at most, my own in none', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.w.open(people.trade)
  const told = await listen(manager)
  await Promise.all(Array.from({ length: 10 }, (_, n) => trade.say(`Очередь ${n}`)))

  await manager.message('Очередь 9').waitFor()
  await expect.poll(told).toEqual(['polite: 10 новых сообщений'])
  await manager.say('Это моё')
  await manager.row('Это моё').getByText('Отправлено').waitFor()
  await trade.say('Одно')
  await expect.poll(told).toContain('polite: Новое сообщение, Алина Морозова')
  expect((await told()).length).toBe(2)
})

test('what could not be sent is told at once', async () => {
  const manager = await t.sit(people.manager)
  const told = await listen(manager)
  await manager.page.route('**/api/threads/*/messages/*', (route) => route.fulfill({ status: 500, body: '' }))
  await manager.say('Не ушло')
  await expect.poll(told).toEqual(['assertive: Сообщение не отправлено. Ошибка на сервере.'])
})
