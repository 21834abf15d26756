import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqliteStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const application = JSON.parse(readFileSync('manifests/bitrix24/application.json', 'utf8'))

let w: World
beforeAll(async () => {
  w = await world(sqliteStores())
})
afterAll(() => w?.stop())

test('what the application says it places in the portal is what its installation places there', () => {
  const bound = w.portal.placements.map(({ placement }) => placement)
  expect(bound.sort()).toEqual([...application.placements].sort())
  const { handler } = application.paths
  for (const placement of w.portal.placements) expect(new URL(placement.handler).pathname).toBe(handler)
})

test('the paths an administrator types in are served', async () => {
  for (const path of Object.values<string>(application.paths)) {
    expect([path, (await w.http.request(path)).status]).toEqual([path, 200])
  }
})

test('it asks the portal for nothing beyond the scopes it names', async () => {
  await w.open(people.manager)
  const scopeOf: Record<string, string> = { crm: 'crm', placement: 'placement', user: 'user_brief' }
  const asked = w.portal.requests.flatMap(({ method, commands = [] }) =>
    commands.length > 0 ? commands : [method],
  )
  const used = new Set(asked.flatMap((method) => scopeOf[method.split('.')[0] ?? ''] ?? []))
  expect([...used].sort()).toEqual([...application.scopes].sort())
})
