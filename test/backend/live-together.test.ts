/** Many come back at once, having missed the same of the same card. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { ServerFrame } from '../../backend/shown.ts'
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

  const colleagues = [people.trade, people.logistics, people.finance]

  /** Ten windows of each colleague, or so many altogether, come at once. */
  async function crowdOf(after: number, most = 30): Promise<TestSocket[]> {
    const persons = await Promise.all(colleagues.map((id) => w.open(id)))
    const windows = Array.from({ length: most }, (_, n) => persons[n % persons.length]!)
    const crowd = await Promise.all(windows.map(({ token }) => liveSocket(origin, { token, after })))
    open.push(...crowd)
    return crowd
  }

  /** At once; answers with what was said, in the order in which it is stored. */
  async function sayMany(many: number, text: string): Promise<string[]> {
    const sent = await Promise.all(Array.from({ length: many }, (_, n) => manager.say(`${text} ${n}`)))
    return sent.sort((one, other) => one.seq - other.seq).map(({ text }) => text)
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

  test('each goes on where he was, however far behind the others are', async () => {
    const positions: number[] = []
    const said: string[] = []
    for (let n = 0; n < 8; n += 1) {
      positions.push(await positionNow())
      said.push(...(await sayMany(30, `Рейс ${n}`)))
    }
    const back = await Promise.all(
      positions.map((after) => liveSocket(origin, { token: trade.token, after })),
    )
    open.push(...back)
    await manager.say('последний')
    for (const [place, socket] of back.entries()) {
      await socket.event('message.sent', 240 - place * 30 + 1)
      expect(texts(socket)).toEqual([...said.slice(place * 30), 'последний'])
    }
  })

  test('what is said while a crowd is coming in reaches whoever comes and whoever is looking, once and in order', async () => {
    const looking = await liveSocket(origin, { token: manager.token, after: await positionNow() })
    open.push(looking)
    await looking.until(isPresent)
    const before = await positionNow()
    const said = await sayMany(100, 'Груз прибыл на склад')
    const coming = crowdOf(before)
    // Until all are in, somebody is always just coming.
    const all = coming.then((crowd) => Promise.all(crowd.map((socket) => socket.until(isPresent))))
    let areIn = false
    void all.then(() => {
      areIn = true
    })
    while (!areIn) said.push((await manager.say(`Слышно? ${said.length}`)).text)
    for (const socket of [...(await coming), looking]) {
      await socket.event('message.sent', said.length)
      expect(texts(socket)).toEqual(said)
    }
  })

  test('whoever leaves while he waits to come in holds up nobody', async () => {
    const before = await positionNow()
    await sayMany(100, 'Паллета')
    const crowd = await crowdOf(before)
    const [gone, staying] = [crowd.slice(0, 12), crowd.slice(12)]
    for (const { raw } of gone) raw.terminate()
    await Promise.all(staying.map((socket) => socket.event('message.sent', 100)))
    await Promise.all(staying.map((socket) => socket.until(isPresent)))
    // They have given back their places: a person may have ten.
    for (const { closed } of gone) await closed
    const again = await crowdOf(before, 12)
    await Promise.all(again.map((socket) => socket.event('message.sent', 100)))
  })
})

type Present = Extract<ServerFrame, { present: unknown }>

const isPresent = (frame: ServerFrame): frame is Present => 'present' in frame

const texts = ({ events }: TestSocket) =>
  events.flatMap((event) => (event.topic === 'message.sent' ? event.data.message.text : []))
