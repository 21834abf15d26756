import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

test('two tabs of one person know the same: what is read, and what is half written', async () => {
  await t.w.open(people.manager)
  await (await t.w.open(people.trade)).say('Прочтите')
  const first = await t.sit(people.manager)
  const second = await first.again()
  const unread = (seat: typeof first) => seat.chat.getByRole('navigation').getByText('1 новое')
  for (const seat of [first, second]) await unread(seat).waitFor({ state: 'attached' })

  await first.composer.click()
  for (const seat of [first, second]) await unread(seat).waitFor({ state: 'detached' })
  await first.composer.pressSequentially('Полслова')
  await expect.poll(() => second.composer.inputValue()).toBe('Полслова')
  await second.composer.press('End')
  await second.composer.pressSequentially(' и ещё пол')
  await expect.poll(() => first.composer.inputValue()).toBe('Полслова и ещё пол')
  await first.composer.press('Enter')
  await second.message('Полслова и ещё пол').waitFor()
  await expect.poll(() => second.composer.inputValue()).toBe('')
})

test('what is too long to be sent waits in the tab, and the server is not bothered with it', async () => {
  const manager = await t.sit(people.manager)
  const long = 'Ж'.repeat(20_001)
  await manager.composer.fill(long)
  await expect
    .poll(() => manager.chat.evaluate(() => JSON.stringify(Object.values(sessionStorage)).includes('ЖЖЖ')))
    .toBe(true)
  await manager.composer.press('End')
  await manager.composer.press('Backspace')
  const saved = await manager.page.waitForResponse(/\/draft$/)
  expect(saved.ok()).toBe(true)
  expect(manager.complaints).toEqual([])
  await manager.composer.fill('')
})

const corpus = [
  '<img src=x onerror="window.pwned=1">',
  '<script>window.pwned=1</script>',
  '"><svg onload=window.pwned=1>',
  '</textarea><iframe srcdoc="<script>parent.pwned=1</script>">',
  'javascript:window.pwned=2',
  '{{constructor.constructor("window.pwned=1")()}}',
  '<a href="javascript:window.pwned=1">нажми</a>',
  '&lt;b&gt; %3Cscript%3E \u202egnp.exe',
]

test('whatever a text, a name, a title or a file name looks like, it is shown as text and does nothing', async () => {
  const [image = ''] = corpus
  const trade = t.w.portal.people.find(({ id }) => id === people.trade)!
  Object.assign(trade, { name: image, lastName: '<b>Жирная</b>', position: '<i>Курсив</i>' })
  await t.w.parts.readPeople(t.w.company)
  const villain = await t.sit(people.trade)
  const manager = await t.sit(people.manager)
  const topic = { id: crypto.randomUUID(), kind: 'topic', title: image, people: [] }
  await (await t.w.open(people.trade)).post('/api/threads', topic)

  for (const text of corpus) await villain.say(text)
  const choosing = villain.page.waitForEvent('filechooser')
  await villain.chat.getByRole('button', { name: 'Прикрепить файл' }).click()
  await (await choosing).setFiles({ name: `${image}.txt`, mimeType: 'text/plain', buffer: Buffer.from('x') })
  await villain.chat.locator('.tray').getByRole('button', { name: 'Убрать' }).waitFor()
  await villain.message(image).hover()
  await villain.row(image).getByRole('button', { name: 'Ответить' }).click()
  await villain.say('Ответ с файлом')

  await manager.message('Ответ с файлом').waitFor()
  for (const text of corpus) expect(await manager.message(text).count()).toBe(1)
  const answer = manager.row('Ответ с файлом')
  expect(await answer.locator('.quote').innerText()).toContain(image)
  expect(await answer.locator('.quote').innerText()).toContain('<b>Жирная</b>')
  await manager.chat.getByRole('navigation').getByRole('button', { name: image }).waitFor()
  await manager.chat.getByRole('textbox', { name: 'Поиск по сообщениям' }).fill('window pwned script')
  await manager.chat.getByRole('list', { name: 'Результаты' }).getByRole('listitem').first().waitFor()

  for (const seat of [villain, manager]) {
    expect(await seat.chat.evaluate(() => 'pwned' in window)).toBe(false)
    expect(await seat.chat.locator('img, iframe, [onerror], [onload], a[href^=javascript]').count()).toBe(0)
    expect(seat.complaints).toEqual([])
  }
})

test('the portal gives the frame its height once; nothing scrolls but the list, however it is resized', async () => {
  const manager = await t.sit(people.manager)
  await manager.page.evaluate(() => {
    addEventListener('message', ({ data }) => {
      if (!String(data).startsWith('resizeWindow')) return
      document.body.dataset.asked = String(Number(document.body.dataset.asked ?? 0) + 1)
    })
  })
  const frame = manager.page.locator('iframe')
  await manager.page.locator('iframe[data-fitted]').waitFor()
  const height = await frame.evaluate((element) => element.clientHeight)

  for (const width of [1280, 900, 700, 400, 1400]) {
    await manager.page.setViewportSize({ width, height: 900 })
    const scrolls = () =>
      manager.chat.evaluate(() => {
        const { scrollHeight, scrollWidth, clientHeight, clientWidth } = document.documentElement
        return scrollHeight > clientHeight || scrollWidth > clientWidth
      })
    await expect.poll(scrolls).toBe(false)
    expect(await frame.evaluate((element) => element.clientHeight)).toBe(height)
  }
  await frame.evaluate((element) => {
    element.style.height = '480px'
  })
  await expect.poll(() => manager.chat.evaluate(() => innerHeight)).toBe(480)
  expect(await manager.composer.isVisible()).toBe(true)
  expect(await frame.evaluate((element) => element.clientHeight)).toBe(480)
  expect(Number((await manager.page.locator('body').getAttribute('data-asked')) ?? 0)).toBeLessThanOrEqual(1)
})

test('a card told to follow the system changes its colours without losing what is being written', async () => {
  const placement = t.w.portal.placements.find((one) => one.placement === 'CRM_DEAL_DETAIL_TAB')
  const handler = placement!.handler
  placement!.handler = `${handler}?theme=auto`
  try {
    const manager = await t.sit(people.manager, { colorScheme: 'light' })
    const colour = () => manager.list.evaluate((list) => getComputedStyle(list).backgroundColor)
    const light = await colour()
    await manager.composer.fill('Ночная смена')
    await manager.page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(colour).not.toBe(light)
    expect(await manager.composer.inputValue()).toBe('Ночная смена')
    await manager.page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(colour).toBe(light)
  } finally {
    placement!.handler = handler
  }
})

test('a card opened outside the portal can be read and written in, and complains of nothing', async () => {
  const { url, form } = t.w.portal.placementForm(people.manager, 1201)
  const page = await (await t.browser.newContext()).newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.route(url, (route) =>
    route.request().method() === 'POST'
      ? route.continue()
      : route.continue({
          method: 'POST',
          headers: { ...route.request().headers(), 'content-type': 'application/x-www-form-urlencoded' },
          postData: new URLSearchParams(form).toString(),
        }),
  )
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Сообщение команде' }).fill('Без портала')
  await page.keyboard.press('Enter')
  await page.getByRole('article').filter({ hasText: 'Без портала' }).getByText('Отправлено').waitFor()
  expect(complaints).toEqual([])
})
