import { globSync, readFileSync, rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { sqliteStores, type TestStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const stores = sqliteStores()
let w: World
afterEach(() => w?.stop())

/** A database that stops answering when it is told to. */
let gone = false
let silent = false
const mortal: TestStores = {
  ...stores,
  async open(options) {
    gone = false
    silent = false
    const store = await stores.open(options)
    const lost = async () => {
      throw new Error('the server closed the connection')
    }
    return {
      ...store,
      companies: (due) => (gone ? lost() : silent ? new Promise(() => {}) : store.companies(due)),
      write: (company, work) => (gone ? lost() : store.write(company, work)),
      stopped: () => (gone ? 'damaged' : store.stopped()),
    }
  },
}

const asked = async (path: string) => {
  const answer = await w.http.request(path)
  const text = await answer.text()
  return { status: answer.status, text }
}

test('a server that can serve says so, and one that cannot says why', async () => {
  w = await world(mortal)
  expect(await asked('/readyz')).toEqual({ status: 200, text: '{"ready":true}' })
  rmSync(w.folder, { recursive: true })
  const { status, text } = await asked('/readyz')
  expect([status, JSON.parse(text)]).toEqual([503, { ready: false, reasons: ['DATA_DIR cannot be written'] }])
  gone = true
  const { reasons } = JSON.parse((await asked('/readyz')).text)
  expect(reasons).toContain('the database does not answer')
  expect(reasons[0]).toBe(
    'the database is damaged: restore a backup (npm run restore) into an empty DATA_DIR',
  )
  expect((await asked('/healthz')).status).toBe(200)
})

test('a database that says nothing is told of while it is silent: whoever asks is not made to wait with us', async () => {
  w = await world(mortal)
  silent = true
  const { status, text } = await asked('/readyz')
  expect([status, JSON.parse(text)]).toEqual([
    503,
    { ready: false, reasons: ['the database does not answer'] },
  ])
})

test('every figure a dashboard draws is there', async () => {
  w = await world(stores)
  const { text } = await asked('/metrics')
  const drawn = globSync('manifests/grafana/*.json').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/"expr": "([^"]+)"/g)].flatMap(([, expression = '']) =>
      [...expression.matchAll(/\b(?:dealthread|nodejs|process)_\w+/g)].map(([name]) => name),
    ),
  )
  expect(drawn.length).toBeGreaterThan(5)
  const shown = new Set([...text.matchAll(/^(\w+)(?:\{[^}]*\})? [\d.e+-]+$/gm)].map(([, name]) => name))
  expect(drawn.filter((name) => !shown.has(name))).toEqual([])
})

test('figures tell of no company and of nobody', async () => {
  w = await world(stores)
  const manager = await w.open(people.manager)
  await manager.say('Секретная скидка')
  const { text } = await asked('/metrics')
  for (const secret of [w.company, manager.token, 'Секретная']) expect(text).not.toContain(secret)
})

test('what goes wrong is logged without tokens and without what people wrote', async () => {
  const lines: string[] = []
  w = await world(mortal, {
    env: { LOG_LEVEL: 'debug' },
    log: { write: (line) => void lines.push(line) },
  })
  const manager = await w.open(people.manager)
  gone = true
  const answer = await manager.put(
    `/api/threads/${manager.team}/messages/01a1ff6e-65c2-7111-9792-c1afe4225360`,
    {
      text: 'Секретная скидка',
    },
  )
  expect(answer.status).toBe(500)
  w.parts.log.error(
    { token: manager.token, grant: { access: 'a-secret', refresh: 'b-secret' } },
    'as somebody may log by mistake',
  )
  const logged = lines.join('')
  expect(logged).toContain('a request failed')
  for (const secret of [manager.token, 'Секретная', 'a-secret', 'b-secret'])
    expect(logged).not.toContain(secret)
})
