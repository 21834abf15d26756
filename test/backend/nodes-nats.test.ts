/** The same with NATS between the nodes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Nats, natsInstalled, startNats } from '../nats.ts'
import { nodes, type Town, watching } from '../nodes.ts'
import { postgresWanted } from '../postgres.ts'
import { type Person, people } from '../world.ts'

describe.skipIf(!postgresWanted || !natsInstalled)(
  'two nodes with NATS between them (needs nats-server)',
  () => {
    let nats: Nats
    let town: Town
    let manager: [Person, Person]
    let trade: [Person, Person]

    beforeAll(async () => {
      nats = await startNats()
      town = await nodes({ busUrl: nats.url })
      manager = await town.open(people.manager)
      trade = await town.open(people.trade)
    }, 60_000)
    afterAll(async () => {
      await town?.stop()
      await nats?.kill()
    })

    test('a message and who writes are told at the other node', async () => {
      const mine = await watching(town.a, manager[0])
      const theirs = await watching(town.b, trade[1])
      const sent = await manager[0].say('Слот держим до пятницы')
      expect((await theirs.event('message.sent')).data).toEqual({ message: sent })
      mine.say({ typing: { thread: manager[0].team, on: true } })
      await theirs.until((frame) => 'typing' in frame)
      mine.close()
      theirs.close()
    })

    test('while NATS is dead messages are sent and told all the same, and at once when it is back', async () => {
      const socket = await watching(town.b, trade[1])
      await nats.kill()
      await manager[0].say('без него')
      await socket.event('message.sent')
      await nats.start()
      while (town.a.parts.node.deaf || town.b.parts.node.deaf)
        await new Promise((turn) => setTimeout(turn, 20))
      // Nodes that hear each other look only every 25 seconds, which this test has not.
      await manager[0].say('с ним')
      await socket.event('message.sent', 2)
      socket.close()
    }, 20_000)

    test('a colleague who is dismissed is gone from the other node', async () => {
      const finance = await town.open(people.finance)
      const socket = await watching(town.b, finance[1])
      town.portal.dismiss(people.finance)
      await town.a.parts.readPeople(town.company)
      expect(await socket.closed).toBe(4401)
      expect((await finance[1].get('/api/card')).status).toBe(401)
    })
  },
)
