/** Texts that are kept at the host only: there once, and read back to the letter. Every adapter, beside its local CRM. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Answer, Deed, Done, RecordRef } from '../../crm-adapters/port.ts'
import { adapter } from './bitrix24-deeds.ts'
import { deal, given, visit } from './dynamics365-visit.ts'
import { romashka } from './portal-visit.ts'

interface House {
  record: RecordRef
  nowhere: RecordRef
  /** An id as the host gives them, of nothing there. */
  nothing: string
  act(deed: Deed): Promise<Answer<Done>>
  done(deed: Deed): Promise<Answer<Done | null>>
  texts(entries: string[]): Promise<Answer<Record<string, string | null>>>
  /** The next entry is written, and the host's answer lost. */
  loseAnswer(): void
  calm(): void
  /** Somebody writes it anew in the CRM. */
  rewrite(entry: string, text: string): void
  /** How many entries there are. */
  entries(): number
  leave(): Promise<void>
}

describe('in Bitrix24', () => relayed(bitrix24House))
describe('in Dynamics 365', () => relayed(dynamics365House))

test('a text that is too long for a note of Dynamics is refused, not cut', async () => {
  const house = await dynamics365House()
  const deed = {
    key: newId(),
    do: 'relay',
    record: house.record,
    title: 'Чат',
    text: '&'.repeat(20_001),
  } as const
  expect(await house.act(deed)).toMatchObject({ ok: false, reason: 'unsupported' })
  expect(house.entries()).toBe(0)
  await house.leave()
})

function relayed(open: () => Promise<House>) {
  let house: House
  beforeAll(async () => {
    house = await open()
  })
  afterAll(() => house.leave())

  const relay = (text: string | null, key = newId()): Extract<Deed, { do: 'relay' }> => ({
    key,
    do: 'relay',
    record: house.record,
    title: 'Чат · Анна Ветрова',
    text,
  })

  test.each([
    ['plain words', 'Держим слот до пятницы?'],
    ['lines and empty lines', 'Первая\n\n\nпоследняя\n'],
    ['what looks like markup', '<b>не жирно</b> & [b]не жирно[/b] &amp; <br /> </p>'],
    ['blanks at both ends', '  с отступом\tи хвостом  '],
    ['signs beyond the alphabet', '🚚 «Груз» — 10 000 € ½ \u00a0 e\u0301'],
    ['what looks like our own reference', 'ваучер · #k7f3-9qxd'],
    ['a long text', 'Подробности перевозки. '.repeat(700)],
  ])('%s are read back to the letter', async (_, text) => {
    const { id } = given(await house.act(relay(text)))
    expect(given(await house.texts([id!]))).toEqual({ [id!]: text })
  })

  test('it lies there once, though the host’s answer was lost', async () => {
    const before = house.entries()
    const deed = relay('Отгрузка в пятницу')
    house.loseAnswer()
    expect(await house.act(deed)).toMatchObject({ ok: false, reason: 'unreachable' })
    house.calm()
    const found = given(await house.done(deed))
    expect(found?.id).toBeTruthy()
    expect(given(await house.done({ ...deed, text: null }))).toEqual(found)
    expect(house.entries()).toBe(before + 1)
    expect(given(await house.done(relay('Отгрузка в пятницу')))).toBeNull()
  })

  test('what is to go there no more is not written', async () => {
    const before = house.entries()
    expect(await house.act(relay(null))).toMatchObject({ ok: false, reason: 'missing' })
    expect(house.entries()).toBe(before)
  })

  test('a screenful is read at once; what is gone is said to be gone', async () => {
    const said = Array.from({ length: 55 }, (_, n) => `Строка ${n}`)
    const ids: string[] = []
    for (const text of said) ids.push(given(await house.act(relay(text))).id!)
    const gone = ids[3]!
    const back = {
      key: newId(),
      do: 'take_back',
      what: 'note',
      id: gone,
      record: house.record,
      url: null,
    } as const
    given(await house.act(back))
    const texts = given(await house.texts([...ids, house.nothing, '../users']))
    expect(texts).toEqual({
      ...Object.fromEntries(ids.map((id, n) => [id, said[n]])),
      ...{ [gone]: null, [house.nothing]: null, '../users': null },
    })
    expect(given(await house.texts([]))).toEqual({})
  })

  test('what somebody has written anew is read as it is now', async () => {
    const { id } = given(await house.act(relay('Скидка 5 %')))
    house.rewrite(id!, 'Скидка 15 %')
    expect(given(await house.texts([id!]))).toEqual({ [id!]: 'Скидка 15 %' })
  })

  test('a record that is not there takes none', async () => {
    const deed = { ...relay('Никуда'), record: house.nowhere }
    expect(await house.act(deed)).toMatchObject({ ok: false, reason: 'missing' })
  })
}

async function bitrix24House(): Promise<House> {
  const { portal, act, done, texts, leave } = await adapter()
  return {
    record: { type: 'deal', id: String(romashka) },
    nowhere: { type: 'deal', id: '999999' },
    nothing: '987654',
    ...{ act, done, texts },
    loseAnswer: () => portal.faults.dropAnswers(1, 'crm.timeline.logmessage.add'),
    calm: () => portal.faults.calm(),
    rewrite(entry, text) {
      const found = portal.timeline(romashka).find(({ id }) => String(id) === entry)!
      found.text = found.text.replace('Скидка 5 %', text)
    },
    entries: () => portal.timeline(romashka).length,
    leave,
  }
}

async function dynamics365House(): Promise<House> {
  const { organization, crm, portal, stop } = await visit()
  return {
    record: deal(1204),
    nowhere: deal(9999),
    nothing: 'c0ffee00-0000-4000-8000-000000000001',
    act: (deed) => crm.act(portal, crm.own!, deed),
    done: (deed) => crm.done(portal, crm.own!, deed, new Date(0)),
    texts: (entries) => crm.texts(portal, crm.own!, entries),
    loseAnswer: () => organization.faults.dropAnswers(1, 'POST annotations'),
    calm: () => organization.faults.calm(),
    rewrite: (id, text) =>
      organization.change({ table: 'annotation', id }, { notetext: `<div><p>${text}</p></div>` }, 1),
    entries: () => organization.find('annotation', {}).length,
    leave: stop,
  }
}
