/** How somebody settles by what he is told: what he changes holds, or is put back. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { ShownWishes, Wishes } from '../../backend/shown.ts'
import type { Api } from '../../widget/api.ts'
import { browserName } from '../../widget/notices/ask-browser.ts'
import { change, failure, loadWishes, shown } from '../../widget/notices/wishes.model.ts'
import { en } from '../../widget/notices/words/en.ts'
import { ru } from '../../widget/notices/words/ru.ts'
import { uk } from '../../widget/notices/words/uk.ts'
import { plural } from '../../widget/words/plural.ts'

const wishes: Wishes = {
  level: null,
  channels: { bell: true, mail: false, push: true },
  quiet: null,
  zone: 'Europe/Kyiv',
  summary: null,
}

const known = (of: Wishes = wishes): ShownWishes => ({
  wishes: of,
  company: { level: 'calls', bell: true },
  mail: null,
  push: { key: '', devices: [] },
})

/** A server that keeps what it is given; `refuse` has it refuse the next change. */
function server() {
  const state = { kept: wishes, asked: [] as string[], refuse: false }
  const call = (async (method: string, _path: string, body?: unknown) => {
    state.asked.push(method)
    await Promise.resolve()
    if (state.refuse) return { ok: false, reason: 'bad_request', retryable: false }
    if (method === 'PUT') state.kept = body as Wishes
    return { ok: true, value: known(state.kept) }
  }) as Api['call']
  return { call, state }
}

beforeEach(() => {
  shown.value = undefined
  failure.value = undefined
})

describe('my notifications', () => {
  test('show a change at once, and changes made quickly are all kept', async () => {
    const { call, state } = server()
    await loadWishes(call)
    const first = change(call, { level: 'all' })
    expect(shown.value?.wishes.level).toBe('all')
    await Promise.all([first, change(call, { quiet: { from: '20:00', until: '08:00', days: [] } })])
    expect(state.kept).toMatchObject({ level: 'all', quiet: { from: '20:00' } })
    expect(shown.value?.wishes).toEqual(state.kept)
  })

  test('put back what the server will not have, and say why', async () => {
    const { call, state } = server()
    await loadWishes(call)
    state.refuse = true
    await change(call, { zone: 'Mars/Olympus' })
    expect(shown.value?.wishes.zone).toBe('Europe/Kyiv')
    expect(failure.value?.reason).toBe('bad_request')
  })
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36',
    'Chrome, Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1',
    'Safari, iPhone',
  ],
  ['something nobody knows', 'Browser'],
])('a browser is called what people call it: %s', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})

test('every English word has its Russian and Ukrainian one', () => {
  const keys = (tree: object): string[] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'object' ? keys(value).map((below) => `${key}.${below}`) : [`${key} ${typeof value}`],
    )
  const english = keys(en(plural('en'))).sort()
  for (const words of [ru(plural('ru')), uk(plural('uk'))]) expect(keys(words).sort()).toEqual(english)
})
