import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listenedTo } from '../../crm-adapters/bitrix24/events.ts'
import { methods } from '../../crm-adapters/bitrix24/methods.ts'
import { sqliteStores } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const read = (path: string) => JSON.parse(readFileSync(`manifests/bitrix24/${path}`, 'utf8'))
const application = read('application.json')

let w: World
beforeAll(async () => {
  w = await world(sqliteStores())
})
afterAll(() => w?.stop())

test('what the application says it places in the portal is what its installation places there', () => {
  const own = application.placementsOfSmartProcesses.replace('{entityTypeId}', '183')
  const bound = w.portal.placements.map(({ placement }) => placement)
  expect(bound.sort()).toEqual([...application.placements, own].sort())
  const { handler } = application.paths
  for (const placement of w.portal.placements) expect(new URL(placement.handler).pathname).toBe(handler)
})

test('what it says it listens to is what its installation binds', () => {
  const bound = w.portal.events.map(({ event }) => event)
  expect(bound.sort()).toEqual([...application.events.names].sort())
  expect(bound).toEqual(listenedTo.toSorted())
  for (const { handler } of w.portal.events)
    expect(new URL(handler).pathname).toBe(application.events.handler)
})

test('the paths an administrator types in and the pages a lawyer reads are served', async () => {
  for (const path of [
    ...Object.values<string>(application.paths),
    ...Object.values<string>(application.pages),
  ]) {
    for (const method of ['GET', 'HEAD']) {
      expect([path, method, (await w.http.request(path, { method })).status]).toEqual([path, method, 200])
    }
  }
})

describe('it asks the portal for nothing beyond the scopes it names', () => {
  const called = globSync('crm-adapters/bitrix24/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:method: |\.call\()\s*'([a-z][\w.]*)'/g)].map(
      ([, name = '']) => name,
    ),
  )

  test('every method its adapter calls is on its list, and nothing else is', () => {
    const used = new Set(called.filter((name) => name !== 'batch'))
    expect([...used].sort()).toEqual(Object.keys(methods).sort())
  })

  test('the scopes of that list are the scopes it names', () => {
    const needed = new Set(Object.values(methods).filter((scope) => scope !== null))
    expect([...needed].sort()).toEqual([...application.scopes].sort())
  })

  test('what a day of work really asks is on the list', async () => {
    const manager = await w.open(people.manager)
    await manager.get('/api/card/panel')
    const asked = w.portal.requests.flatMap(({ method, commands = [] }) =>
      commands.length > 0 ? commands : [method.replace(/^oauth\//, '')],
    )
    const known = [...Object.keys(methods), 'token', 'batch']
    expect([...new Set(asked)].filter((method) => !known.includes(method))).toEqual([])
  })
})

describe.each<string>(application.listing)('the listing in %s', (language) => {
  const listing = read(`listing/${language}.json`)

  test('bears the application’s name and has all a moderator asks for', () => {
    expect(listing.name).toBe(application.name[language])
    expect(listing.short.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(2)
    for (const part of ['description', 'installation', 'keywords'])
      expect(listing[part].length).toBeGreaterThan(2)
    expect(listing.whatsNew).toMatch(/\S/)
  })

  test('has keywords that fit and do not name the platform', () => {
    const keywords = listing.keywords.join(', ')
    expect(keywords.length).toBeLessThanOrEqual(2000)
    expect(keywords).not.toMatch(/b[ií]trix|битрикс|бітрікс/i)
  })
})

describe.each(['licence', 'privacy'])('the %s page', (which) => {
  const page = async (query = '', headers: Record<string, string> = {}) => {
    const answer = await w.http.request(`/legal/${which}${query}`, { headers })
    return { text: await answer.text(), policy: answer.headers.get('content-security-policy') }
  }

  test.each([
    ['', 'ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['', 'uk', 'uk'],
    ['', 'de-DE,en;q=0.5', 'en'],
    ['', '', 'en'],
    ['?lang=ua', 'ru', 'uk'],
    ['?lang=%3Cscript%3E', 'ru', 'en'],
  ])('asked with %j and %j answers in %s', async (query, accepted, language) => {
    const { text } = await page(query, { 'accept-language': accepted })
    expect(text).toContain(`<html lang="${language}"`)
    expect(text).toContain('Dealthread')
    expect(text).not.toContain('<script')
  })

  test('names the server it speaks of, and nobody may frame it', async () => {
    const { text, policy } = await page()
    expect(text).toContain(new URL(w.parts.publicUrl).host)
    expect(policy).toContain("frame-ancestors 'none'")
  })
})
