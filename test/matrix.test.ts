/** What may happen between us and a Bitrix24 portal, numbered; each number stands in the title of the test that plays it. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = [
  'a card opened as a portal opens it',
  'another application token',
  'a forged DOMAIN',
  'a token of one portal with the key of another',
  'a token given to another application',
  'PLACEMENT_OPTIONS that no portal writes',
  'a card the CRM closes to a person',
  'a guest of the portal',
  'an old self-hosted portal without the newer fields',
  'an installer that is no administrator',
  'installed again, updated, placements lost',
  'an end of installation that is never answered',
  'a portal’s page that stays silent',
  'a token that expires under many questions at once',
  'a grant that is let go of',
  'a portal that is full, or a method over its time',
  'a batch with one command refused',
  'events that are not what a portal sends',
  'events doubled, reordered, late',
  'uninstalled, with and without data, and forged',
  'a colleague who is dismissed',
  'a record deleted, merged, moved to another funnel',
  'a portal that is renamed',
  'a client channel: doubles, partial failures, acknowledgements',
  'languages, and the way they run',
  'a slider, and the height of the frame',
  'every command of the real SDK',
  'HEAD and GET on our addresses',
  'the log of calls',
  'two portals on one backend',
]

const named = new Set(
  globSync('test/**/*.test.{ts,tsx}')
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\(\s*['"`]row (\d+)\b/g)])
    .map(([, number]) => Number(number)),
)

test.each(rows.map((row, place) => [place + 1, row] as const))('row %i is played: %s', (number) => {
  expect(named.has(number)).toBe(true)
})

test('no test is numbered by a row there is not', () => {
  expect([...named].filter((number) => !rows[number - 1])).toEqual([])
})
