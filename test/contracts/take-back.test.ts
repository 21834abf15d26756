/** What we have brought to a host is taken back there for good: every adapter, beside its local CRM. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Deed, RecordRef } from '../../crm-adapters/port.ts'
import { inPieces } from '../pieces.ts'
import { adapter } from './bitrix24-deeds.ts'
import { deal, given, SELLER, visit } from './dynamics365-visit.ts'
import { alina, romashka } from './portal-visit.ts'

interface House {
  record: RecordRef
  colleague: string
  /** An id as the host gives them, of nothing there. */
  nothing: string
  /** By a person who works there, as he brings it. */
  bring(deed: Deed): Promise<Answer<{ id: string | null }>>
  /** By our application, as errands of nobody in particular are done. */
  takeBack(deed: Deed): Promise<Answer<unknown>>
  done(deed: Deed): Promise<Answer<unknown>>
  /** Everything the host has of that kind, as text: its ids, words and bytes. */
  all(what: What): string
  leave(): Promise<void>
}

type What = 'note' | 'task' | 'file'

describe('in Bitrix24', () => takenBack(bitrix24House))
describe('in Dynamics 365', () => takenBack(dynamics365House))

test('what an organization no longer lets us delete is not taken for gone', async () => {
  const { organization, crm, portal, grantOf, stop } = await visit()
  const note: Deed = { key: 'n', do: 'note', record: deal(1204), title: 'Закрыта', text: 'Анна Ветрова' }
  const { id } = given(await crm.act(portal, grantOf(SELLER), note))
  organization.takeRole(organization.applicationUser, 'Dealthread Service')
  const back: Deed = { key: 'b', do: 'take_back', what: 'note', id: id!, record: deal(1204), url: null }
  expect(await crm.act(portal, crm.own, back)).toMatchObject({ ok: false })
  expect(organization.read({ table: 'annotation', id: id! })).toBeDefined()
  await stop()
})

function takenBack(open: () => Promise<House>) {
  let house: House
  beforeAll(async () => {
    house = await open()
  })
  afterAll(() => house.leave())

  for (const what of ['note', 'task', 'file'] as const) {
    test(`a ${what} is gone, and only that one; asked again, it stays gone`, async () => {
      const { id } = given(await house.bring(brought(what, 'Анна Ветрова')))
      given(await house.bring(brought(what, 'Отгрузка в пятницу')))
      expect(house.all(what)).toContain('Анна Ветрова')

      const back = takeBack(what, id!)
      given(await house.takeBack(back))
      expect(house.all(what)).not.toContain('Анна Ветрова')
      expect(house.all(what)).toContain('Отгрузка в пятницу')
      given(await house.takeBack(back))
      expect(given(await house.done(back))).toBeNull()
    })
  }

  test('what was deleted there meanwhile counts as taken back', async () => {
    given(await house.takeBack(takeBack('task', house.nothing)))
    given(await house.takeBack(takeBack('file', house.nothing)))
  })

  test('what can be no id of the host’s is not asked for', async () => {
    const strange = { ok: false, reason: 'missing' }
    for (const id of ['', '../users', "1) or ('1' eq '1'"])
      expect(await house.takeBack(takeBack('note', id))).toMatchObject(strange)
  })

  function takeBack(what: What, id: string): Deed {
    return { key: `back ${what} ${id}`, do: 'take_back', what, id, record: house.record, url: null }
  }

  function brought(what: What, words: string): Deed {
    const { record } = house
    const key = `${what} ${words}`
    if (what === 'note') return { key, do: 'note', record, title: `Тема «${words}» закрыта`, text: words }
    if (what === 'task') {
      const whom = { responsible: house.colleague, deadline: null }
      return {
        key,
        do: 'task',
        record,
        mark: key,
        title: `Позвонить: ${words}`,
        text: words,
        link: null,
        ...whom,
      }
    }
    const bytes = Buffer.from(words)
    const file = {
      name: `${words}.txt`,
      type: 'text/plain',
      size: bytes.length,
      bytes: async () => inPieces(bytes),
    }
    return { key, do: 'keep', record, ...file, readers: [], narrow: false, others: [] }
  }
}

async function bitrix24House(): Promise<House> {
  const { portal, act, done, leave } = await adapter()
  return {
    record: { type: 'deal', id: String(romashka) },
    colleague: alina,
    nothing: '987654',
    bring: act,
    takeBack: act,
    done,
    all: (what) =>
      JSON.stringify(
        {
          note: portal.timeline(romashka),
          task: portal.tasks(romashka),
          file: portal.disk(romashka).map((one) => ({ ...one, bytes: Buffer.from(one.bytes).toString() })),
        }[what],
      ),
    leave,
  }
}

async function dynamics365House(): Promise<House> {
  const { organization, crm, portal, grantOf, stop } = await visit()
  const rows = (table: string) => organization.find(table).map((id) => organization.read({ table, id }))
  const opened = (row: ReturnType<typeof organization.read>) =>
    Buffer.from(String(row?.documentbody ?? ''), 'base64').toString()
  return {
    record: deal(1204),
    colleague: organization.person(SELLER).id,
    nothing: 'c0ffee00-0000-4000-8000-000000000001',
    bring: (deed) => crm.act(portal, grantOf(SELLER), deed),
    takeBack: (deed) => crm.act(portal, crm.own, deed),
    done: (deed) => crm.done(portal, crm.own, deed, new Date(0)),
    all(what) {
      if (what === 'task') return JSON.stringify(rows('task'))
      const kept = rows('annotation').filter((row) => (what === 'file') === Boolean(row?.filename))
      return JSON.stringify(kept) + kept.map(opened).join()
    },
    leave: stop,
  }
}
