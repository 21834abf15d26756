import { expect, test, vi } from 'vitest'
import { inTown } from './in-town.ts'
import { said } from './places.ts'
import { deals, people, type Seat, type Town, town } from './town.ts'

/** How long a session lasts unused. */
const quarterOfAnHour = 15 * 60_000

let t: Town
inTown(town, (begun) => {
  t = begun
})

/** The texts of the list that begin so, without their times. */
async function saidBy(seat: Seat, beginning: string): Promise<string[]> {
  const texts = await said(seat.list)
  return texts.map((text) => text.split('\n')[0]!.trim()).filter((text) => text.startsWith(beginning))
}

test('while the server is away people go on writing; when it is back nothing is lost, doubled or out of order', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.say('Связь: 0')
  await trade.message('Связь: 0').waitFor()

  await t.w.hangUp()
  for (let n = 1; n <= 5; n++) await manager.say(`Связь: ${n}`)
  for (let n = 1; n <= 2; n++) await trade.say(`Ответ: ${n}`)
  await manager.chat.getByText('Нет связи. Сообщения сохранены и уйдут автоматически.').first().waitFor()
  await t.w.listen()

  await manager.row('Связь: 5').getByText('Отправлено').waitFor({ timeout: 30_000 })
  for (const seat of [manager, trade]) {
    await seat.message('Ответ: 2').waitFor({ timeout: 30_000 })
    await seat.message('Связь: 5').waitFor({ timeout: 30_000 })
    await expect.poll(() => saidBy(seat, 'Связь')).toEqual([0, 1, 2, 3, 4, 5].map((n) => `Связь: ${n}`))
    expect(await saidBy(seat, 'Ответ')).toEqual(['Ответ: 1', 'Ответ: 2'])
  }
  await manager.chat.getByText('Нет связи.').first().waitFor({ state: 'hidden' })
})

test('what is read and begun to be written while the server is away is told to it when it is back', async () => {
  await t.w.open(people.manager, '1201')
  await (await t.w.open(people.head, '1201')).say('Новость')
  const manager = await t.sit(people.manager, { deal: '1201' })
  const unread = manager.chat.getByRole('navigation').getByText('1 новое')
  await unread.waitFor({ state: 'attached' })

  await t.w.hangUp()
  // Two drafts that do not get through are more time than reading takes.
  for (const text of ['Чита', 'Читаю']) {
    const refused = manager.page.waitForEvent('requestfailed')
    await manager.composer.fill(text)
    await refused
  }
  await t.w.listen()
  await unread.waitFor({ state: 'detached' })
  await expect.poll(() => draftOf(people.manager, '1201')).toBe('Читаю')
})

/** What a person has begun to write in a deal's team thread, as the server knows it. */
async function draftOf(person: string, deal: string) {
  const { team, bootstrap } = await t.w.open(person, deal)
  return bootstrap.card.threads.find(({ id }) => id === team)?.draft?.text
}

test('where sockets are not let through, messages come all the same', async () => {
  const manager = await t.sit(people.manager)
  await manager.page.context().routeWebSocket(/\/api\/live/, (socket) => socket.close())
  const later = await manager.again()
  const trade = await t.w.open(people.trade)
  await later.say('Без сокетов')
  await later.row('Без сокетов').getByText('Отправлено').waitFor()
  for (const text of ['Опрос: раз', 'Опрос: два']) {
    await trade.say(text)
    await later.message(text).waitFor()
  }
  expect(await later.message('Опрос: раз').count()).toBe(1)
})

test('a session that ends while somebody writes is renewed without touching the text or the caret', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  const proofs: string[] = []
  manager.page.on('request', (request) => {
    if (request.url().endsWith('/api/session')) proofs.push(request.url())
  })
  await manager.composer.fill('Пишу долго и вдумчиво')
  for (const _ of 'вдумчиво') await manager.composer.press('ArrowLeft')

  // The server lives in this process, the browsers do not: for them no time passes.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + quarterOfAnHour + 1_000 })
  try {
    await t.w.parts.askAgain()
    await manager.composer.pressSequentially('очень ')
    await expect.poll(() => proofs.length).toBeGreaterThan(0)
    await manager.composer.pressSequentially('очень ')
    expect(await manager.composer.inputValue()).toBe('Пишу долго и очень очень вдумчиво')
    await manager.composer.press('Enter')
    await manager.row('очень очень вдумчиво').getByText('Отправлено').waitFor()
    await trade.message('очень очень вдумчиво').waitFor()
    expect(await manager.chat.getByText('Обновите вкладку').count()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('who loses the deal in the CRM sees that in the tab he has open, and nothing of the deal any more', async () => {
  const logistics = await t.sit(people.logistics)
  const manager = await t.sit(people.manager)
  await manager.say('Только для своих')
  await logistics.message('Только для своих').waitFor()

  t.w.portal.faults.deny(people.logistics, Number(deals.daisy))
  t.w.parts.access.forget({ company: t.w.company, record: `deal:${deals.daisy}` })
  await t.w.parts.askAgain()
  await logistics.chat.getByRole('heading', { name: 'Нет доступа к сделке' }).waitFor()
  await logistics.chat.getByText('Обратитесь к ответственному (Сергей Котов)').waitFor()
  expect(await logistics.chat.getByText('Только для своих').count()).toBe(0)
  t.w.portal.faults.allow(people.logistics, Number(deals.daisy))
})
