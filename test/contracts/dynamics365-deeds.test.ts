/** What we do in an organization: each thing once, in the name of whoever wanted it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/guid-of.ts'
import type { Deed, ReadBytes } from '../../crm-adapters/port.ts'
import { inPieces } from '../pieces.ts'
import {
  ADMINISTRATOR,
  deal,
  given,
  SELLER,
  SPECIALIST,
  STOREKEEPER,
  type Visit,
  visit,
} from './dynamics365-visit.ts'

let town: Visit

beforeAll(async () => {
  town = await visit()
})
afterEach(() => town.organization.faults.calm())
afterAll(() => town.stop())

const since = new Date(0)
const act = (deed: Deed, by = SELLER) => town.crm.act(town.portal, town.grantOf(by), deed)
const done = (deed: Deed, by = SELLER) => town.crm.done(town.portal, town.grantOf(by), deed, since)
const person = (number: number) => town.organization.person(number)

const note = (key: string, more: Partial<Extract<Deed, { do: 'note' }>> = {}): Deed => ({
  key,
  do: 'note',
  record: deal(1204),
  title: 'Тема «Таможня» закрыта',
  text: 'Закрыл Сергей Котов',
  ...more,
})
const task = (key: string, more: Partial<Extract<Deed, { do: 'task' }>> = {}): Deed => ({
  key,
  do: 'task',
  record: deal(1204),
  mark: key,
  title: 'Прислать исправленный счёт',
  text: 'До пятницы',
  link: null,
  responsible: person(SELLER).id,
  deadline: '2026-12-01T12:00:00Z',
  ...more,
})

describe('a note', () => {
  test('lies in the record’s history, by whom it was and by whose hand', async () => {
    const { id, url } = given(await act(note('n1')))
    expect(url).toBe(`/main.aspx?pagetype=entityrecord&etn=opportunity&id=${deal(1204).id}`)
    expect(town.organization.read({ table: 'annotation', id: id! })).toMatchObject({
      subject: 'Тема «Таможня» закрыта',
      notetext: '<p>Закрыл Сергей Котов</p>',
      objectid: { table: 'opportunity', id: deal(1204).id },
      createdby: { id: person(SELLER).id },
      createdonbehalfby: { id: town.organization.applicationUser },
    })
  })

  test('is there once, however often its answer is lost', async () => {
    const before = town.organization.find('annotation').length
    town.organization.faults.dropAnswers(1, 'POST annotations')
    expect(await act(note('n2'))).toMatchObject({ ok: false, reason: 'unreachable' })
    town.organization.faults.calm()
    const found = given(await done(note('n2')))
    expect(found?.id).toBeTruthy()
    expect(given(await act(note('n2')))).toEqual(found)
    expect(town.organization.find('annotation')).toHaveLength(before + 1)
  })

  test('whose request was lost is known not to be there', async () => {
    town.organization.faults.dropRequests(1, 'POST annotations')
    expect(await act(note('n3'))).toMatchObject({ ok: false, reason: 'unreachable' })
    town.organization.faults.calm()
    expect(given(await done(note('n3')))).toBeNull()
  })

  test('at a record that is gone or closed to the person is refused', async () => {
    expect(await act(note('n4', { record: deal(9999) }))).toMatchObject({ ok: false, reason: 'missing' })
    expect(await act(note('n5'), STOREKEEPER)).toMatchObject({ ok: false, reason: 'denied' })
  })

  test('that a customer’s plug-in forbids is refused in the customer’s words', async () => {
    const fresh = await visit()
    fresh.organization.register({
      table: 'annotation',
      message: 'Create',
      forbids: ({ values }) =>
        String(values.subject).includes('Таможня') ? 'Заметки о таможне ведёт ВЭД.' : undefined,
    })
    const answer = await fresh.crm.act(fresh.portal, fresh.grantOf(SELLER), note('n6'))
    expect(answer).toMatchObject({ ok: false, reason: 'denied', said: 'Заметки о таможне ведёт ВЭД.' })
    await fresh.stop()
  })
})

test('three hundred notes of which every third answer is lost are there once each', async () => {
  const fresh = await visit({ seed: 3 })
  fresh.organization.faults.dropAnswers(0.2, 'POST annotations')
  fresh.organization.faults.dropRequests(0.15, 'POST annotations')
  const write = async (n: number) => {
    const deed = note(`many ${n}`, { title: `Заметка ${n}` })
    const grant = fresh.grantOf(SELLER)
    for (let tries = 0; tries < 20; tries++) {
      const answer = await fresh.crm.act(fresh.portal, grant, deed)
      if (answer.ok) return
      const earlier = await fresh.crm.done(fresh.portal, grant, deed, since)
      if (earlier.ok && earlier.value) return
    }
    throw new Error(`note ${n} was never written`)
  }
  for (let n = 0; n < 300; n += 3) await Promise.all([write(n), write(n + 1), write(n + 2)])
  const subjects = fresh.organization
    .find('annotation')
    .map((id) => String(fresh.organization.read({ table: 'annotation', id })?.subject))
  expect(subjects.toSorted()).toEqual(Array.from({ length: 300 }, (_, n) => `Заметка ${n}`).toSorted())
  await fresh.stop()
}, 60_000)

describe('a task', () => {
  test('is about its record and has somebody to do it', async () => {
    const { id, url } = given(await act(task('t1')))
    expect(url).toBe(`/main.aspx?pagetype=entityrecord&etn=task&id=${id}`)
    expect(town.organization.read({ table: 'task', id: id! })).toMatchObject({
      subject: 'Прислать исправленный счёт',
      description: 'До пятницы',
      ownerid: { id: person(SELLER).id },
      regardingobjectid: { table: 'opportunity', id: deal(1204).id },
    })
    const panel = given(await town.crm.panel(town.portal, town.grantOf(SELLER), deal(1204)))
    expect(panel.tasks?.map((one) => [one.id, one.done])).toContainEqual([id, false])
  })

  test('may be somebody else’s to do', async () => {
    const { id } = given(await act(task('t7', { responsible: person(SPECIALIST).id })))
    expect(town.organization.read({ table: 'task', id: id! })).toMatchObject({
      ownerid: { id: person(SPECIALIST).id },
      createdby: { id: person(SELLER).id },
    })
  })

  test('of one mark is one task, whatever asks for it', async () => {
    const first = given(await act(task('t2')))
    expect(given(await act(task('another key', { mark: 't2' })))).toEqual(first)
    expect(given(await done(task('t2')))).toEqual(first)
    expect(given(await done(task('t3')))).toBeNull()
  })

  test('that its reader may not know about carries no text', async () => {
    const { id } = given(await act(task('t4', { text: '' })))
    expect(town.organization.read({ table: 'task', id: id! })?.description ?? null).toBeNull()
  })

  test('that is completed in Dynamics is seen to be, and by whom', async () => {
    const { id } = given(await act(task('t5')))
    const read = async () => given(await town.crm.tasks(town.portal, town.crm.own, [id!]))
    expect((await read()).tasks).toMatchObject([
      { id, doneAt: null, doneBy: null, responsible: person(SELLER).id },
    ])
    town.organization.completeTask(id!, SELLER)
    const [completed] = (await read()).tasks
    expect(completed).toMatchObject({ id, doneAt: expect.any(String), doneBy: person(SELLER).id })
  })

  test('that was removed is gone, one that is out of reach is not', async () => {
    const { id } = given(await act(task('t6')))
    const unknown = deal(1204).id
    const asStorekeeper = given(await town.crm.tasks(town.portal, town.grantOf(STOREKEEPER), [id!, unknown]))
    expect(asStorekeeper).toEqual({ tasks: [], gone: [unknown] })
    town.organization.remove({ table: 'task', id: id! }, SELLER)
    expect(given(await town.crm.tasks(town.portal, town.crm.own, [id!]))).toEqual({ tasks: [], gone: [id] })
  })
})

describe('a file', () => {
  const keep = (key: string, size: number, bytes: ReadBytes): Deed => ({
    key,
    do: 'keep',
    record: deal(1204),
    name: 'Счёт 501.pdf',
    type: 'application/pdf',
    size,
    readers: [],
    narrow: false,
    others: [],
    bytes,
  })

  function kept(key: string): string | undefined {
    const id = guidOf(`${town.portal.company} note ${key}`)
    return town.organization.read({ table: 'annotation', id }) ? id : undefined
  }

  test('is kept beside its record, once', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7 счёт')
    const { id } = given(await act(keep('f1', bytes.length, async () => inPieces(bytes))))
    const row = town.organization.read({ table: 'annotation', id: id! })
    expect(row).toMatchObject({ filename: 'Счёт 501.pdf', mimetype: 'application/pdf' })
    expect(Buffer.from(String(row?.documentbody), 'base64').toString()).toBe('%PDF-1.7 счёт')
    expect(given(await act(keep('f1', bytes.length, async () => inPieces(bytes)))).id).toBe(id)
  })

  test('too large for one request is brought block by block, in their order, and is there once', async () => {
    const bytes = Buffer.alloc(5_000_000, 'строка за строкой\n')
    town.organization.faults.dropAnswers(1, 'POST UploadBlock')
    expect(await act(keep('f3', bytes.length, async () => inPieces(bytes)))).toMatchObject({
      ok: false,
      reason: 'unreachable',
      message: expect.stringContaining('block 1 of 2'),
    })
    expect(kept('f3')).toBeUndefined()

    town.organization.faults.calm()
    const before = town.organization.requests.length
    const { id } = given(await act(keep('f3', bytes.length, async () => inPieces(bytes))))
    const asked = town.organization.requests.slice(before).map(({ operation }) => operation)
    expect(asked.filter((one) => one === 'POST UploadBlock')).toHaveLength(2)
    expect(asked).not.toContain('POST annotations')
    const row = town.organization.read({ table: 'annotation', id: id! })
    expect(row).toMatchObject({ filename: 'Счёт 501.pdf', mimetype: 'application/pdf' })
    expect(Buffer.from(String(row?.documentbody), 'base64').equals(bytes)).toBe(true)
    expect(given(await act(keep('f3', bytes.length, async () => inPieces(bytes)))).id).toBe(id)
    expect(kept('f3')).toBe(id)
  })

  test('that not all who see the record may read is not laid among its notes', async () => {
    const bytes = new TextEncoder().encode('себестоимость')
    const deed = { ...keep('f4', bytes.length, async () => inPieces(bytes)), narrow: true } as Deed
    expect(await act(deed)).toMatchObject({ ok: false, reason: 'unsupported' })
    expect(kept('f4')).toBeUndefined()
  })

  test('larger than the organization takes is refused by its limit, and not even read', async () => {
    const answer = await act(
      keep('f2', 5_242_881, () => {
        throw new Error('nobody wants its bytes')
      }),
    )
    expect(answer).toMatchObject({
      ok: false,
      reason: 'unsupported',
      message: expect.stringContaining('5242880'),
    })
  })
})

describe('the bell', () => {
  const notice = (text: string): Deed => ({
    key: text,
    do: 'notice',
    to: person(SPECIALIST).id,
    tag: 'card 1204',
    group: 'card 1204',
    text,
    link: 'Открыть чат',
    record: deal(1204),
  })
  const rings = () =>
    town.organization
      .find('appnotification')
      .map((id) => town.organization.read({ table: 'appnotification', id }))
      .filter((row) => (row?.ownerid as { id?: string } | undefined)?.id === person(SPECIALIST).id)

  test('shows the latest of one card, with a way to it', async () => {
    given(await town.crm.act(town.portal, town.crm.own, notice('1 сообщение в сделке')))
    given(await town.crm.act(town.portal, town.crm.own, notice('3 сообщения в сделке')))
    expect(rings()).toMatchObject([{ title: '3 сообщения в сделке' }])
    expect(JSON.parse(String(rings()[0]?.data))).toEqual({
      actions: [
        {
          title: 'Открыть чат',
          data: { url: `/main.aspx?pagetype=entityrecord&etn=opportunity&id=${deal(1204).id}` },
        },
      ],
    })
  })

  test('is silent again when it has been read, and taking it back twice is no harm', async () => {
    const back: Deed = { key: 'back', do: 'unnotice', to: person(SPECIALIST).id, tag: 'card 1204' }
    given(await town.crm.act(town.portal, town.crm.own, back))
    given(await town.crm.act(town.portal, town.crm.own, back))
    expect(rings()).toEqual([])
  })
})

test('an anchor is nothing Dynamics has a place for', async () => {
  const anchor = {
    known: null,
    responsible: person(SELLER).id,
    unread: 1,
    threads: 1,
    fresh: true,
    locale: 'ru',
  }
  const deed: Deed = { key: 'a', do: 'anchor', record: deal(1204), anchor }
  expect(await act(deed)).toMatchObject({ ok: false, reason: 'unsupported' })
  expect(await done(deed)).toMatchObject({ ok: false, reason: 'unsupported' })
})

test('what nobody in particular wants is done by our application itself', async () => {
  const { id } = given(await town.crm.act(town.portal, town.crm.own, note('by us')))
  expect(town.organization.read({ table: 'annotation', id: id! })).toMatchObject({
    createdby: { id: town.organization.applicationUser },
  })
  expect(town.organization.requests.at(-1)?.caller).toBe(town.organization.applicationUser)
  expect(person(ADMINISTRATOR).id).not.toBe(town.organization.applicationUser)
})
