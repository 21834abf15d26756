/** Many come back at once, having missed the same of the same card. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { liveSocket, type TestSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let origin: string
  let manager: Person
  let trade: Person
  const open: TestSocket[] = []

  beforeAll(async () => {
    w = await world(stores)
    origin = await w.listen()
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  afterEach(async () => {
    for (const socket of open.splice(0)) {
      socket.close()
      await socket.closed
    }
  })
  afterAll(() => w?.stop())

  /** Everybody comes back from the same position; resolves when each has been told of so many messages. */
  async function comeBack(after: number, sent: [Person, number][]): Promise<TestSocket[]> {
    const sockets = await Promise.all(sent.map(([{ token }]) => liveSocket(origin, { token, after })))
    open.push(...sockets)
    await Promise.all(sockets.map((socket, n) => socket.event('message.sent', sent[n]![1])))
    return sockets
  }

  const positionNow = async () => (await manager.get('/api/card')).body.position

  test('each is told what he may know and nothing of what the others may', async () => {
    const before = await positionNow()
    const thread = newId()
    await manager.post('/api/threads', { id: thread, kind: 'private', title: 'Маржа', people: [people.head] })
    await manager.say('14 %', { thread })
    await manager.say('всем')
    const back = await comeBack(before, [
      [manager, 2],
      [trade, 1],
      [manager, 2],
      [trade, 1],
    ])
    for (const mine of [back[0]!, back[2]!]) {
      expect(JSON.stringify(mine.frames)).toContain('14 %')
      expect(mine.events.map(({ topic }) => topic)).toContain('thread.opened')
    }
    for (const theirs of [back[1]!, back[3]!]) expect(JSON.stringify(theirs.frames)).not.toContain(thread)
  })

  test('who comes a moment after a message was deleted is not told its text', async () => {
    const before = await positionNow()
    const { id } = await manager.say('Себестоимость 812 000')
    const [first] = await comeBack(before, [[trade, 1]])
    expect(JSON.stringify(first!.frames)).toContain('812 000')
    await manager.delete(`/api/threads/${manager.team}/messages/${id}`)
    const [second] = await comeBack(before, [[trade, 1]])
    await second!.event('message.deleted')
    expect(JSON.stringify(second!.frames)).not.toContain('812 000')
  })
})
