/** Several nodes over one Postgres: what happens on one is known on the others, whatever becomes of the line between them. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Bus, Ear } from '../../backend/live/bus.ts'
import { busOver } from '../../backend/live/bus-line.ts'
import type { ServerFrame, ShownEvent } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { inviteColleague } from '../invited.ts'
import { nodes, type TestNode, type Town, watching } from '../nodes.ts'
import { postgresWanted } from '../postgres.ts'
import { liveSocket, type TestSocket } from '../socket.ts'
import { memoryWire } from '../wire.ts'
import { type Person, people } from '../world.ts'

// Several whole backends on one machine: a slow one needs its time.
const patient = { timeout: 60_000 }

describe.skipIf(!postgresWanted)('two nodes over one Postgres', patient, () => {
  let town: Town
  let manager: [Person, Person]
  let trade: [Person, Person]
  const open: TestSocket[] = []

  beforeAll(async () => {
    town = await nodes()
    manager = await town.open(people.manager)
    trade = await town.open(people.trade)
  }, 60_000)
  afterEach(() => closeAll(open))
  afterAll(() => town?.stop())

  async function watch(node: TestNode, person: Person) {
    const socket = await watching(node, person)
    open.push(socket)
    return socket
  }

  test('a message sent at one node is told at the other at once, whole', async () => {
    const socket = await watch(town.b, trade[1])
    const sent = await manager[0].say('Слот держим до пятницы')
    expect((await socket.event('message.sent')).data).toEqual({ message: sent })
  })

  test('five hundred messages from both nodes are told at both: each once, in one order', async () => {
    const sockets = [await watch(town.a, manager[0]), await watch(town.b, trade[1])]
    const before = (await manager[0].say('начали')).seq
    const said = Array.from({ length: 500 }, (_, n) => [manager, trade][n % 2]![n % 2]!.say(`${n}`))
    await Promise.all(said)
    for (const socket of sockets) {
      await socket.event('message.sent', 501)
      expect(seqs(socket.events)).toEqual(Array.from({ length: 501 }, (_, n) => before + n))
      expect(ascending(socket.events)).toBe(true)
    }
  })

  test('what happens while the nodes cannot hear each other is told as soon as they can', async () => {
    const socket = await watch(town.b, trade[1])
    for (let n = 1; n <= 10; n += 1) {
      await town.cutLines()
      await manager[0].say(`${n}`)
      await socket.event('message.sent', n)
    }
    expect(texts(socket.events)).toEqual(Array.from({ length: 10 }, (_, n) => `${n + 1}`))
  })

  test('that somebody writes is seen at the other node, in a private thread by its people only', async () => {
    const head = await town.open(people.head)
    const [mine, theirs, heads] = [
      await watch(town.a, manager[0]),
      await watch(town.b, trade[1]),
      await watch(town.b, head[1]),
    ]
    const thread = newId()
    await manager[0].post('/api/threads', {
      id: thread,
      kind: 'private',
      title: 'Маржа',
      people: [people.head],
    })
    mine.say({ typing: { thread, on: true } })
    expect(await heads.until(isTyping)).toEqual({ typing: { thread, person: people.manager, on: true } })
    mine.say({ typing: { thread: manager[0].team, on: true } })
    expect(await theirs.until(isTyping)).toMatchObject({ typing: { thread: manager[0].team } })
  })

  test('who looks at the card at another node is seen, and that he has left', async () => {
    const logistics = await town.open(people.logistics)
    const mine = await watch(town.a, manager[0])
    const theirs = await watch(town.b, logistics[1])
    await mine.until(isPresence(people.logistics, true))
    const later = await watch(town.a, trade[0])
    expect((await later.until(isPresent)).present).toContain(people.logistics)
    theirs.close()
    await mine.until(isPresence(people.logistics, false))
  })

  test('whoever loses the record is shown out at every node', async () => {
    const logistics = await town.open(people.logistics)
    const socket = await watch(town.b, logistics[1])
    town.a.parts.node.away({
      ...{ company: town.company, person: people.logistics, record: 'deal:1204' },
      reason: 'access_lost',
    })
    expect(await socket.closed).toBe(4403)
  })

  test('a colleague who is dismissed is gone from every node within two seconds', async () => {
    const finance = await town.open(people.finance)
    const sockets = [await watch(town.a, finance[0]), await watch(town.b, finance[1])]
    expect((await finance[1].get('/api/card')).status).toBe(200)
    town.portal.dismiss(people.finance)
    await town.a.parts.readPeople(town.company)
    const closed = Promise.all(sockets.map((socket) => socket.closed))
    expect(await Promise.race([closed, late(2000)])).toEqual([4401, 4401])
    expect((await finance[1].get('/api/card')).status).toBe(401)
  })

  test('an invitation taken back at one node closes its windows at the other within two seconds', async () => {
    const { body: topic } = await manager[0].post('/api/threads', {
      id: newId(),
      kind: 'topic',
      title: 'Таможня',
    })
    const invite = await inviteColleague(manager[0], people.customs, { thread: topic.id })
    const customs = await town.visit(people.customs)
    await customs[1].call('POST', '/api/invites/accept', { id: invite.id })
    const sitting = await town.visit(people.customs)
    const socket = await liveSocket(town.b.origin, { token: sitting[1].token, after: 0 })
    open.push(socket)
    await socket.until((frame): frame is Extract<ServerFrame, { head: number }> => 'head' in frame)
    expect((await sitting[1].messages(topic.id)).status).toBe(200)
    expect((await manager[0].delete(`/api/invites/${invite.id}`)).status).toBe(200)
    expect(await Promise.race([socket.closed, late(2000)])).toBe(4403)
    expect((await sitting[1].messages(topic.id)).status).toBe(401)
  })

  test('one click on dismissal at one node closes his windows at the other within two seconds', async () => {
    const logistics = await town.open(people.logistics)
    const socket = await watch(town.b, logistics[1])
    const admin = await atHome({ ...town.a, portal: town.portal }, people.admin)
    const path = '/api/company/leaving'
    const { groups } = (await admin.call('GET', `${path}/people/${people.logistics}`)).body
    const heirs = Object.fromEntries(groups.map(({ id }: { id: string }) => [id, null]))
    const wanted = { person: people.logistics, heirs, sponsor: null }
    const done = admin.call('PUT', `${path}/${newId()}`, wanted)
    expect(await Promise.race([socket.closed, late(2000)])).toBe(4401)
    expect((await done).status).toBe(201)
    expect((await logistics[1].get('/api/card')).status).toBe(401)
  })
})

describe.skipIf(!postgresWanted)('two nodes that never hear each other', patient, () => {
  let town: Town

  beforeAll(async () => {
    town = await nodes({ openBus: async () => deaf })
  }, 60_000)
  afterAll(() => town?.stop())

  test('who comes in at a node that is behind is told nothing twice when it catches up', async () => {
    const manager = await town.open(people.manager)
    const trade = await town.open(people.trade)
    const first = await watching(town.b, manager[1])
    const position = async () => (await manager[0].get('/api/card')).body.position
    const before = await position()
    const one = await manager[0].say('раз')
    const between = await position()
    const two = await manager[0].say('два')
    const newcomer = await liveSocket(town.b.origin, { token: trade[1].token, after: before })
    await newcomer.event('message.sent', 2)
    town.b.parts.hub.published(town.company, between)
    await first.event('message.sent', 1)
    town.b.parts.hub.published(town.company, await position())
    await first.event('message.sent', 2)
    const three = await manager[0].say('три')
    await newcomer.event('message.sent', 3)
    expect(seqs(newcomer.events)).toEqual([one, two, three].map(({ seq }) => seq))
    await closeAll([first, newcomer])
  })

  test('find out by looking what was said, and who is dismissed', async () => {
    const manager = await town.open(people.manager)
    const trade = await town.open(people.trade)
    const socket = await watching(town.b, trade[1])
    await manager[0].say('раз')
    await socket.event('message.sent')
    town.portal.dismiss(people.trade)
    await town.a.parts.readPeople(town.company)
    expect(await socket.closed).toBe(4401)
    expect((await trade[1].get('/api/card')).status).toBe(401)
  })
})

describe.skipIf(!postgresWanted)('two nodes of which one dies', patient, () => {
  let time = 0
  let town: Town

  beforeAll(async () => {
    const wire = memoryWire()
    town = await nodes({ clock: () => time, openBus: async (means) => busOver(wire.dial, means) })
  }, 60_000)
  afterAll(() => town?.stop())

  test('whoever looked there is no longer shown as here after a minute', async () => {
    const manager = await town.open(people.manager)
    const trade = await town.open(people.trade)
    const mine = await watching(town.a, manager[0])
    const theirs = await watching(town.b, trade[1])
    await mine.until(isPresence(people.trade, true))
    await town.b.parts.node.close()
    time += 50_000
    town.a.parts.hub.present.beat()
    expect(mine.frames.filter(isPresence(people.trade, false))).toEqual([])
    time += 11_000
    town.a.parts.hub.present.beat()
    await mine.until(isPresence(people.trade, false))
    mine.close()
    theirs.close()
  })
})

const deaf: Bus = { tell() {}, listen(_: Ear) {}, deaf: true, async close() {} }

async function closeAll(open: TestSocket[]) {
  for (const socket of open.splice(0)) {
    socket.close()
    await socket.closed
  }
}

const late = (ms: number) => new Promise<string>((resolve) => setTimeout(resolve, ms, `not within ${ms} ms`))
const sentIn = (events: ShownEvent[]) =>
  events.flatMap((one) => (one.topic === 'message.sent' ? one.data.message : []))
const texts = (events: ShownEvent[]) => sentIn(events).map(({ text }) => text)
const seqs = (events: ShownEvent[]) => sentIn(events).map(({ seq }) => seq)
const ascending = (events: ShownEvent[]) =>
  events.every(({ position }, n) => n === 0 || events[n - 1]!.position < position)

const isPresent = (frame: ServerFrame) => 'present' in frame
const isTyping = (frame: ServerFrame) => 'typing' in frame
const isPresence =
  (person: string, online: boolean) =>
  (frame: ServerFrame): frame is Extract<ServerFrame, { presence: unknown }> =>
    'presence' in frame && frame.presence.person === person && frame.presence.online === online
