import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type {
  Diagnosis,
  Finding,
  HomeBootstrap,
  InboxPage,
  InboxRow,
  ShownChoices,
} from '../../backend/shown.ts'
import type { Result } from '../../widget/asking.ts'
import type { HomeApi, InboxAsked } from '../../widget/home/api.ts'
import {
  change,
  changed,
  draft,
  dropChanges,
  loadChoices,
  overtaken,
  save,
} from '../../widget/home/choices/choices.model.ts'
import { likelyWhy, trip, tryRoundTrip } from '../../widget/home/diagnosis/diagnosis.model.ts'
import { reportOf } from '../../widget/home/diagnosis/report.ts'
import { Inbox } from '../../widget/home/inbox/Inbox.tsx'
import {
  beginInbox,
  choose,
  inboxMoved,
  loadMore,
  more,
  rows,
  seek,
} from '../../widget/home/inbox/inbox.model.ts'
import { en } from '../../widget/home/words/en.ts'
import { loadHomeWords } from '../../widget/home/words/index.ts'
import { ru } from '../../widget/home/words/ru.ts'
import { uk } from '../../widget/home/words/uk.ts'
import { chooseLanguage } from '../../widget/words/index.ts'
import { plural } from '../../widget/words/plural.ts'

const me = { id: '9', name: 'Алина Морозова', position: null, role: null, photo: null }
const sergey = { id: '7', name: 'Сергей Котов', position: null, role: null, photo: null }

function row(id: string, minute: number, more: Partial<InboxRow> = {}): InboxRow {
  const at = `2026-11-20T09:${String(minute).padStart(2, '0')}:00.000Z`
  return {
    record: { type: 'deal', id: '1204' },
    named: { title: `Сделка ${id}`, stage: 'Договор' },
    thread: { id, kind: 'topic', title: `Тема ${id}` },
    lastSeq: 3,
    unread: 0,
    mentioned: false,
    lastMessage: { id: `m${id}`, seq: 3, author: '7', text: `слово ${id}`, at, files: 0 },
    at,
    ...more,
  }
}

const page = (some: InboxRow[], next?: string): InboxPage => ({
  rows: some,
  people: [sergey],
  silent: false,
  position: 1,
  ...(next && { next }),
})

/** A server that gives what a test lays out; what it was asked is kept. */
function serving(answer: (asked: InboxAsked) => InboxPage | Promise<InboxPage>) {
  const asked: InboxAsked[] = []
  const inbox = async (one: InboxAsked): Promise<Result<InboxPage>> => {
    asked.push(one)
    return { ok: true, value: await answer(one) }
  }
  const counts = async () => ({ ok: true as const, value: { unread: 0, unanswered: 0 } })
  const files = async () => ({ ok: true as const, value: { files: [] } })
  return { api: { inbox, counts, files } as Partial<HomeApi> as HomeApi, asked }
}

const home = (inbox: InboxPage): HomeBootstrap['home'] => ({ me, admin: false, oversees: false, inbox })
const order = () => rows.value.map(({ thread }) => thread.id)

beforeEach(async () => {
  vi.useFakeTimers()
  await chooseLanguage('ru')
  await loadHomeWords('ru')
})
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

describe('the list over all my cards', () => {
  test('a discussion in which something was said comes to the top, and only it is asked for', async () => {
    const { api, asked } = serving(() => page([row('b', 30, { unread: 1 })]))
    beginInbox(api, home(page([row('a', 20), row('b', 10)])))
    inboxMoved(['b'])
    inboxMoved(['b'])
    await vi.runAllTimersAsync()
    expect(asked).toEqual([{ filter: 'all', threads: ['b'] }])
    expect(order()).toEqual(['b', 'a'])
    expect(rows.value[0]).toMatchObject({ unread: 1 })
  })

  test('what no longer fits the filter goes', async () => {
    const { api } = serving(({ threads }) => page(threads ? [] : [row('a', 20), row('b', 10)]))
    beginInbox(api, home(page([])))
    choose('unread')
    await vi.runAllTimersAsync()
    expect(order()).toEqual(['a', 'b'])
    inboxMoved(['a'])
    await vi.runAllTimersAsync()
    expect(order()).toEqual(['b'])
  })

  test('an old discussion somebody has read does not jump into what is loaded', async () => {
    const { api } = serving(() => page([row('old', 1)]))
    beginInbox(api, home(page([row('a', 20), row('b', 10)], 'further')))
    inboxMoved(['old'])
    await vi.runAllTimersAsync()
    expect(order()).toEqual(['a', 'b'])
  })

  test('an answer to an earlier question does not overwrite that to a later one', async () => {
    const answers = new Map<string, (page: InboxPage) => void>()
    const { api } = serving(({ filter }) => new Promise<InboxPage>((resolve) => answers.set(filter, resolve)))
    beginInbox(api, home(page([])))
    choose('unread')
    choose('mentions')
    await vi.runAllTimersAsync()
    answers.get('mentions')?.(page([row('mine', 20)]))
    await vi.runAllTimersAsync()
    answers.get('unread')?.(page([row('other', 20)]))
    await vi.runAllTimersAsync()
    expect(order()).toEqual(['mine'])
  })

  test('pages that the CRM hides wholly are gone through without a press', async () => {
    const { api, asked } = serving(({ before }) => (before === '3' ? page([row('z', 1)]) : page([], '3')))
    beginInbox(api, home(page([row('a', 20)], '2')))
    await loadMore()
    expect(asked.map(({ before }) => before)).toEqual(['2', '3'])
    expect(order()).toEqual(['a', 'z'])
    expect(more.value).toBe(false)
  })

  test('what is typed is looked for once, when the typing rests', async () => {
    const { api, asked } = serving(() => page([]))
    beginInbox(api, home(page([row('a', 20)])))
    for (const text of ['р', 'ро', 'ром']) seek(text)
    await vi.runAllTimersAsync()
    expect(asked).toEqual([{ filter: 'all', q: 'ром' }])
  })

  test('a row says whose card, which discussion, who said what, and how much is not read', () => {
    const { api } = serving(() => page([]))
    beginInbox(api, home(page([row('a', 20, { unread: 2, mentioned: true })])))
    act(() => render(<Inbox />, document.body))
    const text = document.querySelector('.inbox-row')?.textContent ?? ''
    for (const part of [
      'Сделка a',
      'Договор',
      'Тема a',
      'Сергей: слово a',
      '2 непрочитанных',
      'вас упомянули',
    ])
      expect(text).toContain(part)
  })

  test('a row whose name the CRM does not give shows its number, and says why', () => {
    const { lastMessage: _, ...bare } = row('a', 20, { named: null, unread: 1 })
    const { api } = serving(() => page([]))
    beginInbox(api, home({ ...page([bare]), silent: true }))
    act(() => render(<Inbox />, document.body))
    expect(document.body.textContent).toContain('Сделка №\u00a01204')
    expect(document.querySelector('[role=status]')?.textContent).toContain('CRM не отвечает')
  })

  test.each(['all', 'unread', 'mentions', 'unanswered'] as const)(
    'an empty list of %s says so',
    async (filter) => {
      const { api } = serving(() => page([]))
      beginInbox(api, home(page([])))
      choose(filter)
      await vi.runAllTimersAsync()
      act(() => render(<Inbox />, document.body))
      expect(document.querySelector('h2')?.textContent).toBe(ru(plural('ru')).list.empty[filter][0])
    },
  )

  test('the arrows go from row to row', () => {
    const { api } = serving(() => page([]))
    beginInbox(api, home(page([row('a', 20), row('b', 10)])))
    act(() => render(<Inbox />, document.body))
    const [first, second] = document.querySelectorAll<HTMLElement>('.inbox-row-open')
    first?.focus()
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    press('ArrowDown')
    expect(document.activeElement).toBe(second)
    press('ArrowDown')
    expect(document.activeElement).toBe(second)
    press('Home')
    expect(document.activeElement).toBe(first)
  })
})

describe('settings', () => {
  const shown = (notices: boolean, version: string): ShownChoices => ({
    choices: {
      mirror: { files: true, topics: true },
      anchor: true,
      notices,
      level: 'calls',
      margin: {},
      uploads: { largest: null, refused: [], places: false },
    },
    version,
    chosen: { at: '2026-11-20T09:00:00.000Z', by: sergey },
  })

  test('nothing is sent before it is saved, and cancelling brings back what holds', async () => {
    const api = { choices: async () => ({ ok: true as const, value: shown(true, 'v1') }), choose: vi.fn() }
    await loadChoices(api)
    change((choices) => ({ ...choices, notices: false }))
    expect([changed.value, api.choose.mock.calls]).toEqual([true, []])
    dropChanges()
    expect([changed.value, draft.value?.notices]).toEqual([false, true])
  })

  test('who is overtaken keeps what he has changed, and is told by whom', async () => {
    let holds = shown(true, 'v1')
    const api = {
      choices: async () => ({ ok: true as const, value: holds }),
      choose: async () => ({
        ok: false as const,
        reason: 'changed_meanwhile',
        message: '',
        retryable: false,
      }),
    }
    await loadChoices(api)
    change((choices) => ({ ...choices, anchor: false }))
    holds = shown(false, 'v2')
    await save(api)
    expect(overtaken.value).toEqual({ by: sergey.name })
    expect(draft.value).toMatchObject({ anchor: false, notices: true })
    dropChanges()
    expect(draft.value).toMatchObject({ anchor: true, notices: false })
  })
})

describe('diagnostics', () => {
  const nothing = { ok: true as const, value: { at: '', portal: '', findings: [] } }
  const asks = (ms: (look: number) => number | null) => {
    let looks = 0
    return {
      diagnosis: async () => nothing,
      sendTest: async () => ({ ok: true as const, value: { at: '2026-11-20T09:00:00.000Z' } }),
      testArrived: async () => ({ ok: true as const, value: { ms: ms(++looks) } }),
    }
  }
  const atOnce = async () => {}

  test('an event that comes back says how long it took', async () => {
    await tryRoundTrip(
      asks((look) => (look === 3 ? 2400 : null)),
      atOnce,
    )
    expect(trip.value).toEqual({ state: 'arrived', ms: 2400 })
  })

  test('one that does not come in half a minute is late', async () => {
    await tryRoundTrip(
      asks(() => null),
      atOnce,
    )
    expect(trip.value).toEqual({ state: 'late' })
  })

  test('one the portal does not send is refused', async () => {
    const api = {
      ...asks(() => null),
      sendTest: async () => ({ ok: true as const, value: { at: '', refused: 'unpaid' as const } }),
    }
    await tryRoundTrip(api, atOnce)
    expect(trip.value).toEqual({ state: 'refused', reason: 'unpaid' })
  })

  const address: Finding = {
    about: 'address',
    state: 'ok',
    url: 'https://c.example',
    https: true,
    policy: '',
  }
  const events: Finding = {
    about: 'events',
    state: 'attention',
    lacking: ['ONAPPTEST'],
    lastAt: null,
    waiting: 0,
    failing: [],
  }
  test.each<[string, Finding[]]>([
    ['unbound', [address, events]],
    ['address', [{ ...address, https: false }]],
    ['network', [address]],
  ])('of a lost event the likely reason is %s', (why, findings) => {
    expect(likelyWhy(findings)).toBe(why)
  })

  test('the report says of everything how it is, in the reader’s words', () => {
    const found: Diagnosis = {
      at: '2026-11-20T09:00:00.000Z',
      portal: 'https://demo.example',
      findings: [address, events],
    }
    expect(reportOf(found)).toContain('[В порядке] Наш адрес')
    expect(reportOf(found)).toContain('Не привязаны: ONAPPTEST')
  })
})

describe('words of our own page', () => {
  const languages = { en: en(plural('en')), ru: ru(plural('ru')), uk: uk(plural('uk')) }

  test.each(['ru', 'uk'] as const)('every English word has its %s one, and none is empty', (language) => {
    const [theirs, ours] = [paths(languages.en), paths(languages[language])]
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort())
    for (const [path, text] of ours) expect(text, path).not.toBe('')
  })

  test.each(['ru', 'uk'] as const)('no %s word is left in English', (language) => {
    for (const [path, text] of paths(languages[language])) {
      if (!path.endsWith('version.version') && !path.endsWith('version.host'))
        expect(text, path).not.toMatch(/^[A-Za-z]{4,}/)
    }
  })

  /** Each entry by its path; a function by what it makes of a sample. */
  function paths(words: unknown, path = ''): Map<string, string> {
    if (typeof words === 'string') return new Map([[path, words]])
    if (typeof words === 'function') return new Map([[path, String(words(3, 3))]])
    return new Map(
      Object.entries(words as object).flatMap(([key, value]) => [...paths(value, `${path}.${key}`)]),
    )
  }
})
