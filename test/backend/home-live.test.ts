/** The list keeps up with what happens on any card, and tells nobody of what is not his. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ServerFrame } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { liveSocket, type TestSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

type Moved = Extract<ServerFrame, { moved: string[] }>

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

  async function watch(visitor: Visitor, after = visitor.home.inbox.position): Promise<TestSocket> {
    const socket = await liveSocket(origin, { token: visitor.token, after }, '/api/inbox/live')
    open.push(socket)
    await socket.until((frame): frame is ServerFrame => 'head' in frame)
    return socket
  }

  const moved = (socket: TestSocket, thread: string) =>
    socket.until((frame): frame is Moved => 'moved' in frame && frame.moved.includes(thread))

  const everMoved = ({ frames }: TestSocket) =>
    frames.flatMap((frame) => ('moved' in frame ? frame.moved : []))

  test('a message on any card moves its row at once', async () => {
    const socket = await watch(await atHome(w, people.trade))
    await manager.say('Контейнер вышел')
    await moved(socket, manager.team)
    const long = await w.open(people.trade, deals.long)
    await (await w.open(people.manager, deals.long)).say('Второй тоже')
    await moved(socket, long.team)
  })

  test('what is told is which discussion, never a word of it', async () => {
    const socket = await watch(await atHome(w, people.trade))
    await manager.say('Цена закупки 812 000')
    await moved(socket, manager.team)
    expect(JSON.stringify(socket.frames)).not.toContain('812')
  })

  test('nobody hears of a private discussion he is not in', async () => {
    const [finance, head] = [
      await watch(await atHome(w, people.trade)),
      await watch(await atHome(w, people.head)),
    ]
    await w.open(people.head)
    const secret = newId()
    await manager.post('/api/threads', { id: secret, kind: 'private', title: 'Тихо', people: [people.head] })
    await moved(head, secret)
    await manager.say('для всех')
    await moved(finance, manager.team)
    expect(everMoved(finance)).not.toContain(secret)
  })

  test('reading in the card clears the row, and only mine', async () => {
    const [mine, others] = [
      await watch(await atHome(w, people.trade)),
      await watch(await atHome(w, people.manager)),
    ]
    const { seq } = await manager.say('прочтите')
    await moved(others, manager.team)
    others.frames.length = 0
    mine.frames.length = 0
    await trade.put(`/api/threads/${trade.team}/read`, { seq })
    await moved(mine, trade.team)
    await w.parts.home.hub.beat()
    await others.until((frame): frame is ServerFrame => 'head' in frame)
    expect(everMoved(others)).toEqual([])
  })

  test('who comes back is told what moved meanwhile, by the socket as by HTTP', async () => {
    const home = await atHome(w, people.trade)
    const { position } = home.home.inbox
    await manager.say('пока вас не было')
    const socket = await watch(home)
    expect(everMoved(socket)).toContain(manager.team)
    const { status, body } = await home.call('GET', `/api/inbox/moved?after=${position}`)
    expect([status, body.moved]).toEqual([200, expect.arrayContaining([manager.team])])
    expect((await home.call('GET', `/api/inbox/moved?after=${body.head}`)).body.moved).toEqual([])
  })

  test('who has left the company is shown out', async () => {
    const socket = await watch(await atHome(w, people.logistics))
    w.portal.faults.dismiss(people.logistics)
    await w.parts.readPeople(w.company)
    expect(await socket.closed).toBe(4401)
    w.portal.faults.reinstate(people.logistics)
  })

  test('a session that is over closes its socket', async () => {
    const socket = await watch(await atHome(w, people.trade))
    w.clock.advance(16 * 60_000)
    await w.parts.askAgain()
    expect(await socket.closed).toBe(4401)
  })
})
