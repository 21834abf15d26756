import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, sergey, type Visit, visit } from './portal-visit.ts'

const LINE = 107
const where = { CONNECTOR: 'dealthread_tg', LINE }

interface Row {
  SUCCESS: boolean
  ERRORS?: string[]
  session?: { ID: string; CHAT_ID: string }
}

let v: Visit
beforeEach(async () => {
  v = await visit({ scopes: ['crm', 'placement', 'imconnector'] })
  await v.callAs(admin, 'imconnector.register', { ID: 'Dealthread_TG', NAME: 'Telegram' })
})
afterEach(() => v.leave())

const connect = () => v.callAs(admin, 'imconnector.activate', { ...where, ACTIVE: '1' })

async function send(...messages: { id: string; text: string; name?: string; chat?: string }[]) {
  const MESSAGES = messages.map(({ id, text, name = 'Анна', chat = 'tg-100500' }) => ({
    user: { id: 'tg:6001002003', name },
    message: { id, date: 1773265993, text },
    chat: { id: chat },
  }))
  const answer = await v.resultAs<{ DATA: { RESULT: Row[] } }>(admin, 'imconnector.send.messages', {
    ...where,
    MESSAGES,
  })
  return answer.DATA.RESULT
}

test('row 24: a message told twice to an open line is one message there', async () => {
  await connect()
  const [first] = await send({ id: 'm1', text: 'Добрый день' })
  const [again] = await send({ id: 'm1', text: 'Добрый день' })
  expect(again?.session).toEqual(first?.session)
  expect(v.portal.lineMessages(Number(first?.session?.CHAT_ID)).map(({ text }) => text)).toEqual([
    'Добрый день',
  ])
})

test('row 24: of several messages each is taken or refused for itself', async () => {
  await connect()
  const rows = await send(
    { id: 'm1', text: 'Добрый день' },
    { id: 'm2', text: 'А ставка?', name: 'Анна +380 67 123' },
    { id: 'm3', text: '' },
    { id: 'm4', text: 'Жду' },
  )
  expect(rows.map(({ SUCCESS }) => SUCCESS)).toEqual([true, false, false, true])
  expect(rows[1]?.ERRORS).toEqual([expect.stringContaining('name')])
  const chat = Number(rows[0]?.session?.CHAT_ID)
  expect(v.portal.lineMessages(chat).map(({ text }) => text)).toEqual(['Добрый день', 'Жду'])
})

test("row 24: an operator's answer is acknowledged with a list of ids, not with one", async () => {
  await connect()
  await v.listens('ONIMCONNECTORMESSAGEADD')
  const [row] = await send({ id: 'm1', text: 'Добрый день' })
  const chat = Number(row?.session?.CHAT_ID)
  await v.portal.answerInLine(chat, 'Здравствуйте', sergey)
  const [heard] = v.heard
  expect(heard?.get('data[MESSAGES][0][message][text]')).toBe('[b]Сергей Котов:[/b] [br]Здравствуйте')

  const im = { chat_id: chat, message_id: Number(heard?.get('data[MESSAGES][0][im][message_id]')) }
  const acknowledge = async (id: unknown) => {
    const MESSAGES = [{ im, message: { id, date: 1773265999 }, chat: { id: 'tg-100500' } }]
    const answer = await v.resultAs<{ DATA: { RESULT: Row[] } }>(admin, 'imconnector.send.status.delivery', {
      ...where,
      MESSAGES,
    })
    return answer.DATA.RESULT.map(({ SUCCESS }) => SUCCESS)
  }
  expect(await acknowledge('ext-1')).toEqual([false])
  expect(v.portal.lineMessages(chat).at(-1)).toMatchObject({ deliveredAt: null })
  expect(await acknowledge(['ext-1'])).toEqual([true])
  expect(v.portal.lineMessages(chat).at(-1)).toMatchObject({ external: ['ext-1'], deliveredAt: v.now() })
})

test('a line that is switched off, an unknown connector and an application without the right are refused', async () => {
  const MESSAGES = [{ user: { id: 'a' }, message: { id: 'm', text: 'x' }, chat: { id: 'c' } }]
  const sent = (more: object) => v.callAs(admin, 'imconnector.send.messages', { ...where, MESSAGES, ...more })
  expect(await sent({})).toMatchObject({ error: 'NOT_ACTIVE_LINE' })
  expect(await sent({ CONNECTOR: 'nobody' })).toMatchObject({ error: 'ERROR_ARGUMENT' })
  const plain = await visit({ scopes: ['crm'] })
  expect(await plain.callAs(admin, 'imconnector.status', where)).toMatchObject({
    error: 'insufficient_scope',
  })
  await plain.leave()
})
