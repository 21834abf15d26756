import { afterEach, beforeEach, expect, test } from 'vitest'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Answer, Crm, Deed, Grant, Portal } from '../../crm-adapters/port.ts'
import { admin, alina, app, igor, romashka, sergey, type Visit, visit } from './portal-visit.ts'

type TaskDeed = Extract<Deed, { do: 'task' }>

let v: Visit
let crm: Crm
let address: Portal
const since = new Date('2026-11-20T09:00:00Z')

beforeEach(async () => {
  v = await visit()
  const { clientId, clientSecret } = app
  const { memberId: company, origin, restEndpoint: endpoint, oauthOrigin } = v.portal
  crm = bitrix24({ clientId, clientSecret, oauthHosts: [oauthOrigin], allowLoopback: true, now: v.now })
  address = { host: 'bitrix24', company, origin, endpoint }
})
afterEach(() => v.leave())

function grantOf(person: string): Grant {
  const { AUTH_ID, REFRESH_ID } = v.portal.tokenFor(person)
  return { access: AUTH_ID, refresh: REFRESH_ID, expiresAt: new Date(v.now().getTime() + 3_600_000) }
}

function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.message}`)
  return answer.value
}

const wanted = (changes: Partial<TaskDeed> = {}): TaskDeed => ({
  key: 'errand-1',
  do: 'task',
  record: { type: 'deal', id: String(romashka) },
  mark: '0193a1f0-0000-7000-8000-000000000001',
  title: 'Подготовить КП',
  text: 'Алина Пак:\nНужно КП до пятницы',
  link: 'Открыть карточку',
  responsible: alina,
  deadline: '2026-11-23T15:00:00.000Z',
  ...changes,
})

test('a task belongs to its record, is its asker’s, and says what it is about with the way back', async () => {
  const made = given(await crm.act(address, grantOf(sergey), wanted()))
  const [task] = v.portal.tasks(romashka)
  expect(made).toEqual({
    id: String(task!.id),
    url: `/company/personal/user/${alina}/tasks/task/view/${task!.id}/`,
  })
  expect(task).toMatchObject({
    title: 'Подготовить КП',
    description:
      '[QUOTE]Алина Пак:\nНужно КП до пятницы[/QUOTE]\n[URL=/crm/deal/details/1204/]Открыть карточку[/URL]',
    responsible: alina,
    creator: sergey,
    deadline: '2026-11-23T15:00:00.000Z',
    crm: ['D_1204'],
  })
})

test('without a text and a link nothing but its title leaves', async () => {
  given(await crm.act(address, grantOf(sergey), wanted({ text: '', link: null, deadline: null })))
  expect(v.portal.tasks(romashka)).toMatchObject([{ description: '', deadline: null }])
})

test('what somebody has written is not read as the portal’s own marks', async () => {
  given(
    await crm.act(
      address,
      grantOf(sergey),
      wanted({ text: '[USER=5]Анна[/USER] [url=//evil]тут[/url] [1]' }),
    ),
  )
  const [{ description = '' } = {}] = v.portal.tasks(romashka)
  expect(description.replaceAll('\u2060', '')).toContain('[USER=5]Анна[/USER] [url=//evil]тут[/url] [1]')
  expect(description).not.toMatch(/\[(USER|url)=/)
})

test.each([
  ['lead', '501', ['L_501']],
  ['company', '31', ['CO_31']],
  ['smart_invoice', '7', ['SI_7']],
  ['dynamic_183', '9', ['Tb7_9']],
  // Tasks know no quotes.
  ['quote', '3', []],
])('a task of a %s is bound to it by its short name', async (type, id, crmNames) => {
  const { id: task } = given(await crm.act(address, grantOf(sergey), wanted({ record: { type, id } })))
  const [bound] = await v
    .resultAs<{ task: { ufCrmTask: string[] } }>(admin, 'tasks.task.get', { taskId: task, select: ['*'] })
    .then((result) => [result.task.ufCrmTask])
  expect(bound).toEqual(crmNames)
  expect(
    given(await crm.done(address, grantOf(sergey), wanted({ record: { type, id } }), since)),
  ).toMatchObject({
    id: task,
  })
})

test('a task whose answer was lost is found again by our mark, and not made twice', async () => {
  v.portal.faults.dropAnswers(1, 'tasks.task.add')
  expect(await crm.act(address, grantOf(sergey), wanted())).toMatchObject({
    ok: false,
    reason: 'unreachable',
  })
  v.portal.faults.calm()
  const [task] = v.portal.tasks(romashka)
  const found = given(await crm.done(address, grantOf(sergey), wanted(), since))
  expect(found).toMatchObject({ id: String(task!.id) })
  // Under another key too: it was given up and asked for anew.
  expect(given(await crm.act(address, grantOf(sergey), wanted({ key: 'errand-2' })))).toEqual(found)
  expect(v.portal.tasks(romashka)).toHaveLength(1)
})

test('a task whose request was lost is known not to have been made', async () => {
  v.portal.faults.dropRequests(1, 'tasks.task.add')
  expect(await crm.act(address, grantOf(sergey), wanted())).toMatchObject({ reason: 'unreachable' })
  v.portal.faults.calm()
  expect(given(await crm.done(address, grantOf(sergey), wanted(), since))).toBeNull()
})

test('what the portal rules out is refused at once', async () => {
  expect(await crm.act(address, grantOf(sergey), wanted({ responsible: '9999' }))).toMatchObject({
    ok: false,
    reason: 'denied',
  })
})

test('tasks are read back as they are now, and what an administrator does not find is gone', async () => {
  const ids: string[] = []
  for (const mark of ['a', 'b', 'c']) {
    ids.push(given(await crm.act(address, grantOf(sergey), wanted({ mark }))).id!)
  }
  const [open, done, gone] = ids as [string, string, string]
  v.passes(60)
  await v.portal.completeTask(Number(done), alina)
  await v.portal.removeTask(Number(gone), sergey)
  const read = given(await crm.tasks(address, grantOf(admin), ids))
  expect(read.gone).toEqual([gone])
  expect(read.tasks).toEqual([
    {
      id: open,
      title: 'Подготовить КП',
      responsible: alina,
      deadline: '2026-11-23T15:00:00.000Z',
      doneAt: null,
      doneBy: null,
      url: `/company/personal/user/${alina}/tasks/task/view/${open}/`,
    },
    expect.objectContaining({ id: done, doneAt: '2026-11-20T12:01:00+03:00', doneBy: alina }),
  ])
  await v.portal.reopenTask(Number(done), alina)
  expect(given(await crm.tasks(address, grantOf(admin), [done])).tasks).toMatchObject([
    { doneAt: null, doneBy: null },
  ])
})

test('what somebody may not see is not taken for gone', async () => {
  const { id } = given(await crm.act(address, grantOf(sergey), wanted()))
  expect(given(await crm.tasks(address, grantOf(igor), [id!]))).toEqual({ tasks: [], gone: [] })
})

test('more tasks than a batch holds are read in several', async () => {
  const many = Array.from({ length: 120 }, (_, n) => String(900_000 + n))
  expect(given(await crm.tasks(address, grantOf(admin), many)).gone).toEqual(many)
})
