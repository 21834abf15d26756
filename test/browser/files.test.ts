import { and, eq } from 'drizzle-orm'
import type { Locator } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { schedule } from '../../backend/later/schedule.ts'
import { inTown } from './in-town.ts'
import { boxOf } from './places.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

interface Given {
  name: string
  type: string
  bytes: Buffer
}

const photo = async (width: number, height: number): Promise<Given> => {
  const create = { width, height, channels: 3, background: '#3a72bd' } as const
  return { name: 'склад.png', type: 'image/png', bytes: await sharp({ create }).png().toBuffer() }
}
const paper = (name: string, size = 2_000): Given => ({
  name,
  type: 'text/plain',
  bytes: Buffer.alloc(size, 'слово '),
})

/** Lets files go at a place of the page: pasted from the clipboard, or dropped with the mouse. */
function give(place: Locator, how: 'paste' | 'drop', { name, type, bytes }: Given) {
  const given = { how, name, type, base64: bytes.toString('base64') }
  return place.evaluate((element, { how, name, type, base64 }) => {
    const carried = new DataTransfer()
    carried.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }))
    const common = { bubbles: true, cancelable: true }
    if (how === 'paste')
      element.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: carried }))
    else
      for (const step of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(new DragEvent(step, { ...common, dataTransfer: carried }))
  }, given)
}

async function slowly(seat: Seat, bytesPerSecond: number) {
  const wire = await seat.page.context().newCDPSession(seat.page)
  const line = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond }
  await wire.send('Network.emulateNetworkConditions', line)
}

const tray = (seat: Seat) => seat.chat.locator('.tray')

test('a picture pasted, a file dropped and one picked go out with one message', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)

  await give(manager.composer, 'paste', await photo(1200, 800))
  await give(manager.list, 'drop', paper('упаковка.txt'))
  const choosing = manager.page.waitForEvent('filechooser')
  await manager.chat.getByRole('button', { name: 'Прикрепить файл' }).click()
  const { name, type: mimeType, bytes: buffer } = paper('договор.txt')
  await (await choosing).setFiles({ name, mimeType, buffer })
  for (const file of ['склад.png', 'упаковка.txt', 'договор.txt'])
    await tray(manager)
      .getByRole('button', { name: `Убрать ${file}` })
      .waitFor()
  await manager.say('Всё по складу')

  const got = trade.row('Всё по складу')
  await got.getByRole('button', { name: 'Открыть склад.png' }).waitFor()
  for (const file of ['упаковка.txt', 'договор.txt'])
    await got.getByRole('button', { name: `Скачать ${file}` }).waitFor()
  const saving = trade.page.waitForEvent('download')
  await got.getByRole('button', { name: 'Скачать договор.txt' }).click()
  expect((await saving).suggestedFilename()).toBe('договор.txt')
  expect(await tray(manager).count()).toBe(0)
})

test('a file on its way shows how far it is and can be called back', async () => {
  const manager = await t.sit(people.manager)
  await slowly(manager, 100_000)
  await give(manager.composer, 'paste', paper('большой.txt', 400_000))

  const going = manager.chat.getByRole('progressbar', { name: 'Загрузка большой.txt' })
  await expect.poll(async () => Number(await going.getAttribute('value'))).toBeGreaterThan(0.1)
  await manager.composer.press('Enter')
  await manager.chat.getByRole('status').getByText('Файлы ещё загружаются').waitFor()
  await manager.chat.getByRole('button', { name: 'Отменить загрузку большой.txt' }).click()
  expect(await tray(manager).count()).toBe(0)
  const { team } = await t.w.open(people.manager)
  expect(await filesOf(team, 'большой.txt')).toEqual([])
})

test('a file larger than allowed is refused before a byte of it goes', async () => {
  const small = await town({ env: { FILE_SIZE_MOST: '1000' } })
  try {
    const manager = await small.sit(people.manager)
    const asked: string[] = []
    manager.page.on('request', (request) => asked.push(request.url()))
    await give(manager.composer, 'paste', paper('большой.txt'))
    await manager.chat.getByRole('status').getByText('большой.txt: Файл больше 1').waitFor()
    expect(asked.filter((url) => url.includes('/api/files'))).toEqual([])
  } finally {
    await small.stop()
  }
})

test('a picture has its place before it is loaded, in its own shape, and opens over the window', async () => {
  const manager = await t.sit(people.manager)
  await give(manager.composer, 'paste', await photo(1600, 800))
  await tray(manager).getByRole('button', { name: 'Убрать склад.png' }).waitFor()
  await manager.say('Фото погрузки')
  await manager.row('Фото погрузки').getByText('Отправлено').waitFor()

  const loaded = Promise.withResolvers<void>()
  await manager.page.context().route('**/api/files/**', async (route) => {
    await loaded.promise
    await route.continue()
  })
  const later = await manager.again()
  const tile = later.row('Фото погрузки').getByRole('button', { name: 'Открыть склад.png' })
  await later.message('Фото погрузки').waitFor()
  const before = await boxOf(tile)
  expect(before.width / before.height).toBeCloseTo(2, 1)
  loaded.resolve()
  await tile.locator('img').waitFor()
  expect(await boxOf(tile)).toEqual(before)

  await tile.click()
  const large = later.chat.getByRole('dialog', { name: 'склад.png' }).getByRole('img')
  await expect.poll(() => large.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600)
  await later.page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
})

test('after thirty days a file leaves its name, its size and the day it went', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await give(manager.composer, 'paste', paper('счёт.txt'))
  await tray(manager).getByRole('button', { name: 'Убрать счёт.txt' }).waitFor()
  await manager.say('Счёт до пятницы')
  const download = trade.row('Счёт до пятницы').getByRole('button', { name: 'Скачать счёт.txt' })
  await download.waitFor()

  await outlive('счёт.txt')
  await trade
    .row('Счёт до пятницы')
    .getByText(/^Удалён .+ · истёк срок хранения$/)
    .waitFor()
  expect(await trade.row('Счёт до пятницы').getByText('счёт.txt').count()).toBe(1)
  expect(await download.count()).toBe(0)
})

test('who asks for a file that has just gone is told why it is not there', async () => {
  const manager = await t.sit(people.manager)
  await give(manager.composer, 'paste', paper('акт.txt'))
  await tray(manager).getByRole('button', { name: 'Убрать акт.txt' }).waitFor()
  await manager.say('Акт')
  const download = manager.row('Акт').getByRole('button', { name: 'Скачать акт.txt' })
  await download.waitFor()

  await manager.page.route('**/api/files/**', async (route) => {
    await outlive('акт.txt')
    await route.continue()
  })
  await download.click()
  await manager.chat.getByRole('status').getByText('Файл удалён: истёк срок хранения').waitFor()
})

/** The file's days are over, and what happens by the clock happens. */
async function outlive(name: string) {
  const { parts, company } = t.w
  await parts.store.write(company, async ({ db, t: { file } }) => {
    await db
      .update(file)
      .set({ at: new Date(Date.now() - 31 * 24 * 60 * 60_000) })
      .where(and(eq(file.company, company), eq(file.name, name)))
  })
  const due = schedule(parts).find((task) => task.name === 'what is kept no longer')
  while (await due!.slice(company));
}

async function filesOf(thread: string, name: string) {
  const { parts, company } = t.w
  return parts.store.read(company, ({ db, t: { file } }) =>
    db
      .select({ name: file.name })
      .from(file)
      .where(and(eq(file.company, company), eq(file.thread, thread), eq(file.name, name))),
  )
}
