import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Found, takeOver } from '../../backend/cards/changes.ts'
import { newId } from '../../backend/ids.ts'
import type { Happened, ShownMessage } from '../../backend/shown.ts'
import type { RecordContext } from '../../crm-adapters/port.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person
  let context: RecordContext
  beforeAll(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
    context = manager.bootstrap.card.context
  })
  afterAll(() => w?.stop())
  beforeEach(() => host(context))

  test('a new stage, amount or person responsible is told in the thread, once', async () => {
    const stage = { ...context.stage!, name: 'Перевозка', step: 4 }
    await host({ ...context, stage, amount: 1_760_000 }, people.manager)
    await host({ ...context, stage, amount: 1_760_000 }, people.manager)
    expect(await told(2)).toEqual([
      { what: 'stage', from: context.stage!.name, to: 'Перевозка', by: people.manager },
      { what: 'amount', from: context.amount, to: 1_760_000, currency: 'RUB', by: people.manager },
    ])
  })

  test('a move to another funnel is one line, though the stage is another too', async () => {
    const moved = {
      ...context,
      funnel: 'Таможенное оформление',
      stage: { ...context.stage!, name: 'Досмотр' },
    }
    await host(moved)
    expect(await told(1)).toEqual([
      { what: 'funnel', from: context.funnel, to: 'Таможенное оформление', by: null },
    ])
  })

  test('what happened calls for nobody: unread stays what people wrote', async () => {
    await manager.say('Посмотри, пожалуйста')
    expect(await unread(trade)).toBe(1)
    await host({ ...context, amount: 1 })
    expect(await unread(trade)).toBe(1)
    expect(await unread(manager)).toBe(0)
    await trade.put(`/api/threads/${trade.team}/unread`, { seq: 1 })
    const { body } = await trade.get(`/api/threads/${trade.team}/messages?limit=100`)
    const said = body.messages.filter(
      (message: ShownMessage) => !message.happened && message.author !== people.trade,
    )
    expect(await unread(trade)).toBe(said.length)
  })

  test('a record gone from the CRM keeps its talk: all is read, nothing is written, until it is back', async () => {
    await takeOverAs({ gone: true, by: people.manager })
    expect(await told(1)).toEqual([{ what: 'gone', by: people.manager }])
    const refused = await manager.put(`/api/threads/${manager.team}/messages/${newId()}`, { text: 'ещё' })
    expect(refused.body.error.reason).toBe('thread_closed')
    await host(context)
    expect(await told(1)).toEqual([{ what: 'back', by: null }])
    await manager.say('снова в деле')
  })

  const host = (now: RecordContext, by: string | null = null) => takeOverAs({ context: now, by })

  function takeOverAs(found: Found) {
    return w.parts.store.write(w.company, (writing) => takeOver(writing, 'deal:1204', found, newId))
  }

  async function told(last: number): Promise<Happened[]> {
    const { body } = await manager.get(`/api/threads/${manager.team}/messages?limit=${last}`)
    return body.messages.map((message: ShownMessage) => message.happened)
  }

  async function unread(person: Person): Promise<number> {
    const { body } = await person.get('/api/card')
    return body.threads.find((thread: { kind: string }) => thread.kind === 'team').unread
  }
})
