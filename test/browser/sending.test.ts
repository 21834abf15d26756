import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { said } from './places.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

/** Messages this page asks the server to store: what to do with each is up to the caller. */
async function onSending(seat: Seat, answer: (route: Route, id: string) => Promise<void>) {
  await seat.page.route('**/api/threads/*/messages/*', (route) =>
    route.request().method() === 'PUT'
      ? answer(route, new URL(route.request().url()).pathname.split('/').at(-1)!)
      : route.continue(),
  )
}

test('a message is on the screen within 50 ms, before the server knows it, and stays the same one', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  const held = Promise.withResolvers<void>()
  await onSending(manager, async (route) => {
    await held.promise
    await route.continue()
  })
  await manager.composer.fill('Прилетел вовремя')
  await manager.chat.evaluate(() => {
    const shown = new MutationObserver(() => {
      const row = document.querySelector('.message-pending')
      if (!row) return
      shown.disconnect()
      document.body.dataset.shownAfter = String(performance.now() - Number(document.body.dataset.pressedAt))
    })
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        document.body.dataset.pressedAt = String(timeStamp)
        shown.observe(document.body, { childList: true, subtree: true })
      },
      { once: true, capture: true },
    )
  })
  await manager.composer.press('Enter')

  const row = manager.row('Прилетел вовремя')
  await row.getByText('Отправляется').waitFor()
  expect(Number(await manager.chat.locator('body').getAttribute('data-shown-after'))).toBeLessThan(50)
  const id = await row.getAttribute('data-message')

  held.resolve()
  await row.getByText('Отправлено').waitFor()
  await trade.message('Прилетел вовремя').waitFor()
  expect(await row.getAttribute('data-message')).toBe(id)
  expect(await row.count()).toBe(1)
  expect(await trade.message('Прилетел вовремя').count()).toBe(1)
})

test('what the server could not take says why, goes again by itself and never becomes two', async () => {
  const manager = await t.sit(people.manager)
  const ids: string[] = []
  let broken = true
  await onSending(manager, async (route, id) => {
    ids.push(id)
    if (broken) await route.fulfill({ status: 500, body: 'boom' })
    else await route.continue()
  })

  await manager.say('Упрямое')
  const row = manager.row('Упрямое')
  await row.getByText('Ошибка на сервере. Повторим сами.').waitFor()
  broken = false
  await row.getByRole('button', { name: 'Повторить' }).click()
  await row.getByText('Отправлено').waitFor()

  expect(ids.length).toBeGreaterThanOrEqual(2)
  expect(new Set(ids).size).toBe(1)
  expect(await row.count()).toBe(1)
})

test('a message that can never be sent is kept with its reason until its author decides', async () => {
  const manager = await t.sit(people.manager)
  await onSending(manager, (route) =>
    route.fulfill({ status: 422, json: { error: { reason: 'storage_full', message: 'full' } } }),
  )

  await manager.say('Не влезло')
  const row = manager.row('Не влезло')
  await row.getByText('Место закончилось. Сообщите администратору.').waitFor()
  await manager.chat
    .getByText('Сообщение не отправлено. Место закончилось.')
    .first()
    .waitFor({ state: 'attached' })
  await row.getByRole('button', { name: 'Удалить' }).click()
  await row.waitFor({ state: 'detached' })
})

test('what was said without a network waits through closing the tab and goes out in its order', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  const network = manager.page.context()
  await network.setOffline(true)
  for (const text of ['Без сети: раз', 'Без сети: два', 'Без сети: три']) await manager.say(text)
  await manager.message('Без сети: три').getByText('Ждёт отправки').waitFor()
  await manager.page.close()
  await network.setOffline(false)
  expect(await trade.message('Без сети').count()).toBe(0)

  const later = await manager.again()
  await later.message('Без сети: три').getByText('Отправлено').waitFor()
  await trade.message('Без сети: три').waitFor()
  for (const seat of [later, trade]) {
    const texts = (await said(seat.list)).filter((text) => text.startsWith('Без сети'))
    expect(texts.map((text) => text.slice(0, 13))).toEqual([
      'Без сети: раз',
      'Без сети: два',
      'Без сети: три',
    ])
  }
})

test('Enter sends, Shift+Enter makes a line, Ctrl+Enter sends, and choosing characters is no sending', async () => {
  const manager = await t.sit(people.manager)
  const { composer } = manager

  await composer.pressSequentially('первая')
  await composer.press('Shift+Enter')
  await composer.pressSequentially('вторая')
  expect(await composer.inputValue()).toBe('первая\nвторая')
  await composer.dispatchEvent('keydown', {
    key: 'Enter',
    isComposing: true,
    bubbles: true,
    cancelable: true,
  })
  expect(await composer.inputValue()).toBe('первая\nвторая')

  await composer.press('Enter')
  expect(await composer.inputValue()).toBe('')
  await manager.message('вторая').waitFor()
  await composer.fill('третья')
  await composer.press('Control+Enter')
  await manager.message('третья').waitFor()
  expect(await manager.message('первая').count()).toBe(1)
})

test('an unfinished message waits for its author in its own discussion, after a reload too', async () => {
  const manager = await t.sit(people.manager)
  const person = await t.w.open(people.manager)
  const topic = crypto.randomUUID()
  await person.post('/api/threads', { id: topic, kind: 'topic', title: 'Склад', people: [] })
  const nav = manager.chat.getByRole('navigation')

  await manager.composer.fill('Почти дописал')
  await manager.chat.getByText('Черновик сохранён').waitFor()
  await nav.getByRole('button', { name: 'Склад' }).click()
  expect(await manager.composer.inputValue()).toBe('')
  await nav.getByText('Черновик: Почти дописал').waitFor()
  await manager.composer.fill('Про склад')
  await manager.chat.getByText('Черновик сохранён').waitFor()

  const later = await manager.again()
  expect(await later.composer.inputValue()).toBe('Почти дописал')
  await later.chat.getByRole('navigation').getByRole('button', { name: 'Склад' }).click()
  expect(await later.composer.inputValue()).toBe('Про склад')
})
