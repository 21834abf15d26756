/** The bell: called once, replaced by what comes later, taken back when it is read. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Adapter, adapter, given } from './bitrix24-deeds.ts'

let a: Adapter
beforeEach(async () => {
  a = await adapter()
})
afterEach(() => a.leave())

const record = { type: 'deal', id: '1204' }
const notice = (to: string, text: string, more = {}) => ({
  key: text,
  do: 'notice' as const,
  to,
  tag: `dealthread|deal:1204|${to}`,
  group: 'dealthread|deal:1204',
  text,
  link: 'Сделка № 1204',
  record,
  ...more,
})
const bell = (person: string) => a.portal.notifications(person)

test('it comes from the system and leads to the card', async () => {
  const { id } = given(await a.act(notice('9', 'Вас упомянули.')))
  expect(bell('9')).toMatchObject([
    {
      id: Number(id),
      from: null,
      text: 'Вас упомянули. [url=/crm/deal/details/1204/]Сделка № 1204[/url]',
      tag: 'dealthread|deal:1204|9',
      subTag: 'dealthread|deal:1204',
    },
  ])
})

test('a later one takes the place of the earlier, of that person only', async () => {
  given(await a.act(notice('9', 'раз')))
  given(await a.act(notice('11', 'раз')))
  given(await a.act(notice('9', 'два')))
  expect(bell('9').map(({ text }) => text.split(' ')[0])).toEqual(['два'])
  expect(bell('11')).toHaveLength(1)
})

test('an answer lost on its way leaves one notice, however often it is tried', async () => {
  a.portal.faults.dropAnswers(1, 'im.notify.system.add')
  expect(await a.act(notice('9', 'раз'))).toMatchObject({ ok: false, reason: 'unreachable' })
  a.portal.faults.calm()
  expect(await a.done(notice('9', 'раз'))).toEqual({ ok: true, value: null })
  given(await a.act(notice('9', 'раз')))
  expect(bell('9')).toHaveLength(1)
})

test('taken back, it is gone; taken back twice, that is no mistake', async () => {
  given(await a.act(notice('9', 'раз')))
  given(await a.act(notice('11', 'раз')))
  const back = { key: 'back', do: 'unnotice' as const, to: '9', tag: 'dealthread|deal:1204|9' }
  given(await a.act(back))
  given(await a.act(back))
  expect(bell('9')).toEqual([])
  expect(bell('11')).toHaveLength(1)
})

test('marks in names are no marks of the portal', async () => {
  given(await a.act(notice('9', '[img]x[/img]: [USER=1]Анна[/USER]\nпишет')))
  expect(bell('9')[0]?.text).toMatch(/^\(img\)x\(\/img\): \(USER=1\)Анна\(\/USER\) пишет \[url=/)
})

test('a smart process’s card is where the portal has it', async () => {
  given(await a.act(notice('9', 'раз', { record: { type: 'dynamic_183', id: '12' } })))
  expect(bell('9')[0]?.text).toContain('[url=/crm/type/183/details/12/]')
})

test('an application that may not notify is told so by name', async () => {
  a.portal.faults.fail('insufficient_scope', 1, 'im.notify.system.add')
  expect(await a.act(notice('9', 'раз'))).toMatchObject({ ok: false, reason: 'not_granted' })
})
