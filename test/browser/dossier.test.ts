/** A dossier, opened from a disk by somebody who has nothing of ours: it reads, it checks itself, and nothing in it runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { launchChromium } from '../chromium.ts'
import { sendFile, type Taken, takeDossier } from '../dossier.ts'
import { hostileFiles } from '../hostile-files.ts'
import { sqliteStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const evil = [
  '<script>fetch("/ran?text")</script>',
  '<img src=/ran?image onerror=fetch("/ran?error")>',
  '"><svg onload=fetch("/ran?svg")>',
  '</p></article></main><iframe srcdoc="<script>fetch(\'/ran?frame\')</script>">',
  '<meta http-equiv="refresh" content="0;url=/ran?refresh"><base href="/ran?base">',
  'javascript:fetch("/ran?address")',
  '<!--<style>@import "/ran?style"</style><link rel=stylesheet href=/ran?sheet>',
]
// Too short to be cut off, and a page all the same.
const files = hostileFiles.filter(({ name }) => !['flash.swf', 'names.json'].includes(name))

let w: World
let browser: Browser
let folder: string
let taken: Taken
let context: BrowserContext
const ran: string[] = []
const left: string[] = []

beforeAll(async () => {
  w = await world(sqliteStores())
  browser = await launchChromium()
  folder = mkdtempSync(join(tmpdir(), 'dealthread-dossier-'))
  await w.open(people.admin)
  const admin = await atHome(w, people.admin)
  const manager = await w.open(people.manager)
  const { id } = await manager.say('Слот держим до пятницы, расчёт во вложении')
  await manager.patch(`/api/threads/${manager.team}/messages/${id}`, { text: 'Слот держим до субботы' })
  for (const text of evil) await manager.say(text)
  for (const text of evil.slice(0, 3))
    await manager.put(`/api/facts/${newId()}`, { thread: manager.team, message: id, text })
  await manager.post('/api/threads', { id: newId(), kind: 'topic', title: evil[2]!.slice(0, 100) })
  await manager.put(`/api/threads/${manager.team}/approvals/${newId()}`, {
    text: evil[0],
    to: { person: people.head },
  })
  for (const file of files) await sendFile(w.http, manager, file)
  const gone = await manager.say('Об этом забудьте')
  await manager.delete(`/api/threads/${manager.team}/messages/${gone.id}`)
  taken = await takeDossier(w, admin)
  for (const [path, bytes] of Object.entries(taken.parts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  for (const { name, bytes } of hostileFiles.slice(0, 1)) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 'dossier.zip'), taken.bytes)
  const changed = taken.text('threads/001-1.html').replace('субботы', 'среды')
  writeFileSync(
    join(folder, 'changed.zip'),
    zipSync({ ...taken.parts, 'threads/001-1.html': strToU8(changed) }),
  )
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await w?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function opened(path: string, look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  ran.length = 0
  left.length = 0
  context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...look })
  context.setDefaultTimeout(10_000)
  context.on('request', (request) => {
    if (request.url().includes('ran?')) ran.push(request.url())
    if (!/^(file|data|blob|chrome-extension):/.test(request.url())) left.push(request.url())
  })
  context.on('page', (page) =>
    page.on('dialog', (dialog) => {
      ran.push(dialog.message())
      void dialog.dismiss()
    }),
  )
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(folder, path)).href)
  return page
}

test('a page of theirs, opened so, would run: this is how it would be seen', async () => {
  const page = await opened(hostileFiles[0]!.name)
  await expect.poll(() => ran.length).toBeGreaterThan(0)
  await page.close()
})

test('nothing that people wrote, named or sent runs, whatever is opened', async () => {
  const page = await opened('index.html')
  const index = page.url()
  const hrefs = await page
    .locator('a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
  const threads = hrefs.filter((href) => href.includes('/threads/')).map((href) => href.split('#')[0]!)
  const sent = hrefs.filter((href) => href.includes('/files/'))
  expect(new Set(sent).size).toBe(files.length)
  for (const address of new Set([...threads, ...sent])) {
    // A download ends the navigation with an error: that is as it should be.
    await page.goto(address).catch(() => {})
  }
  await page.goto(index)
  expect(ran).toEqual([])
  expect(left).toEqual([])
})

test('pictures are shown, and the page has nothing to complain of', async () => {
  const page = await opened('index.html')
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.locator('#threads a').first().click()
  await page.locator('article').first().waitFor()
  const picture = page.locator('.files img[src*="picture-with-page.png"]')
  await picture.scrollIntoViewIfNeeded()
  await expect
    .poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
  expect(complaints).toEqual([])
})

test('it checks the archive it came in, without a network, and finds out one that was changed', async () => {
  const page = await opened('index.html')
  await page.locator('#archive').setInputFiles(join(folder, 'dossier.zip'))
  await page.locator('#verdict .good').waitFor()
  expect(await page.locator('#verdict').innerText()).toContain('Архив такой, каким его подписали')
  await page.locator('#archive').setInputFiles(join(folder, 'changed.zip'))
  await page.locator('#verdict .bad').first().waitFor()
  expect(await page.locator('#verdict').innerText()).toContain('threads/001-1.html')
  expect(left).toEqual([])
})

test.each([
  ['wide', {}],
  ['narrow and dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const }],
])('nothing of it stands out of the page, %s', async (_, look) => {
  const page = await opened('index.html', look)
  const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await page.evaluate(over)).toBe(0)
  await page.locator('#threads a').first().click()
  await page.locator('article').first().waitFor()
  expect(await page.evaluate(over)).toBe(0)
})
