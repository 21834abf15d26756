import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileFiles, hostileNames } from '../hostile-files.ts'
import { sqliteStores } from '../stores.ts'
import { type FilesWorld, filesWorld } from './files-fixture.ts'
import { bombs } from './files-that-burst.ts'

const stores = sqliteStores()
let world: FilesWorld
beforeAll(async () => {
  world = await filesWorld(stores)
})
afterAll(() => world.close())

const SAFE =
  /^(image\/(png|jpeg|webp|gif)|application\/(pdf|octet-stream|zip|x-[\w-]+|vnd\.[\w.-]+)|text\/(plain|csv))$/

test.each(hostileFiles)(
  '$name is a download that no browser is to make anything else of',
  async ({ name, type, bytes }) => {
    const file = await world.uploaded(Buffer.from(bytes), { name, type })
    expect(file.type).toMatch(SAFE)
    for (const query of ['', '?preview=1']) {
      const { status, headers } = await world.download(file.id, { query })
      if (status === 404) continue
      expect(status).toBe(200)
      expect(headers.get('content-type')).toMatch(query ? /^image\/(png|jpeg|webp|gif)$/ : SAFE)
      expect(headers.get('content-disposition')).toMatch(query ? /^(inline|attachment)/ : /^attachment/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    }
  },
)

test.each(hostileNames)('a file called %j is saved under a harmless name, or refused', async (name) => {
  const { status, body } = await world.upload('x', { name })
  if (status !== 201) {
    expect({ status, reason: body.error?.reason }).toEqual({ status: 400, reason: 'bad_request' })
    return
  }
  const { headers } = await world.download(body.id)
  const disposition = headers.get('content-disposition') ?? ''
  const saved = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? '')
  expect(saved).not.toBe('')
  expect(saved).not.toMatch(/[/\\:\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u)
  expect([...saved].length).toBeLessThanOrEqual(255)
  expect(headers.get('set-cookie')).toBeNull()
})

// What a process has held at most is told by Linux.
describe.skipIf(process.platform !== 'linux')('files that burst', () => {
  test.each(Object.keys(bombs))(
    '%s is not unpacked: looking at it takes less than a second and 100 MB',
    async (name) => {
      const { shown, seconds, grownBy } = await inItsOwnProcess(name)
      // One pixel is shown, without what was hung on it.
      expect(shown).toBe(/one pixel/.test(name))
      // Of the processor, so that a busy machine changes nothing.
      expect(seconds).toBeLessThan(1)
      expect(grownBy).toBeLessThan(100 * 1024 * 1024)
    },
    60_000,
  )
})

async function inItsOwnProcess(name: string): Promise<{ shown: boolean; seconds: number; grownBy: number }> {
  const child = fork(new URL('./files-that-burst.ts', import.meta.url), [name], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const [told] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${code}`))),
  ])
  return told
}
