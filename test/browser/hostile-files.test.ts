/** Whoever opens a hostile file, however he does it, runs nothing of it. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FilesWorld, filesWorld } from '../backend/files-fixture.ts'
import { launchChromium } from '../chromium.ts'
import { hostileFiles } from '../hostile-files.ts'
import { sqliteStores } from '../stores.ts'

const stores = sqliteStores()
let browser: Browser
let world: FilesWorld
let server: Awaited<ReturnType<FilesWorld['listen']>>
beforeAll(async () => {
  world = await filesWorld(stores)
  server = await world.listen()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await world?.close()
})

test('P12: opened, framed, embedded and called as code, none of the hostile files runs', async () => {
  const addresses: string[] = []
  for (const { name, type, bytes } of hostileFiles) {
    const { id } = await world.uploaded(Buffer.from(bytes), { name, type })
    addresses.push(`/files/${id}`, `/files/${id}?preview=1`)
  }
  expect(await whatRan(addresses)).toEqual([])
})

test('the same ways would tell of files that are served as what they say they are', async () => {
  const ran = await whatRan(['/bare/page.html', '/bare/drawing.svg', '/bare/code.js'])
  expect(ran.sort()).toEqual(['code', 'drawing', 'page'])
})

/** Which files have said that they ran when each was opened in every way there is, within our own origin. */
async function whatRan(addresses: string[]): Promise<string[]> {
  const origin = `http://127.0.0.1:${server.port}`
  const context = await browser.newContext({ extraHTTPHeaders: { 'X-Person': '7' } })
  const ran = new Set<string>()
  context.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname === '/ran') ran.add(search.slice(1))
  })
  context.on('page', (page) => page.on('dialog', (dialog) => void dialog.dismiss()))
  await context.route(`${origin}/ran?*`, (route) => route.fulfill({ body: '' }))
  await context.route(`${origin}/ways`, (route) =>
    route.fulfill({ contentType: 'text/html', body: ways(addresses) }),
  )
  await context.route(`${origin}/bare/*`, (route) => {
    const bare = hostileFiles.find(({ name }) => route.request().url().endsWith(`/${name}`))!
    return route.fulfill({ contentType: bare.type, body: Buffer.from(bare.bytes) })
  })

  const page = await context.newPage()
  for (const address of addresses) {
    // A download ends the navigation with an error: that is as it should be.
    await page.goto(origin + address).catch(() => {})
  }
  await page.goto(`${origin}/ways`)
  await page.waitForFunction('window.tried === true')
  await context.close()
  return [...ran]
}

function ways(addresses: string[]): string {
  const tags = addresses.map(
    (url) =>
      `<iframe src="${url}"></iframe><object data="${url}"></object><embed src="${url}"><img src="${url}">` +
      `<script src="${url}"></script><script type="module" src="${url}"></script><link rel="stylesheet" href="${url}">`,
  )
  return `<!DOCTYPE html><body>${tags.join('')}<script>
    const workers = ${JSON.stringify(addresses)}.map((url) => {
      try { new Worker(url) } catch {}
      return navigator.serviceWorker.register(url).catch(() => {})
    })
    addEventListener('load', () => Promise.all(workers).then(() => setTimeout(() => { window.tried = true }, 300)))
  </script>`
}
