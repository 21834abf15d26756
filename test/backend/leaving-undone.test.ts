/** A dismissal is taken back, or was left half done. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World } from '../world.ts'
import { dismiss, leavingScene, look, membersOf, path, threadOf } from './leaving-fixture.ts'

const HOUR = 60 * 60_000

onEveryStore((stores) => {
  let w: World
  let admin: Visitor
  let leaver: Person
  let heir: Person

  beforeEach(async () => {
    ;({ w, admin, leaver, heir } = await leavingScene(stores))
  })
  afterEach(() => w?.stop())

  test('within a day it is taken back: he is where he was, the heir is not', async () => {
    const topic = await threadOf(leaver, 'topic', 'Таможня', [people.trade])
    const { id } = await dismiss(admin)
    w.clock.advance(23 * HOUR)
    admin = await atHome(w, people.admin)
    const { status, body } = await admin.call('DELETE', path(`/${id}`))
    expect([status, body.restored]).toEqual([200, true])
    const trade = await w.open(people.trade)
    expect(await membersOf(trade, topic)).toEqual([people.manager, people.trade])
    const back = await w.open(people.manager)
    expect((await back.get('/api/card')).status).toBe(200)
    expect(await membersOf(back, back.team)).toContain(people.head)
  })

  test('after a day it is not taken back', async () => {
    const { id } = await dismiss(admin)
    w.clock.advance(25 * HOUR)
    admin = await atHome(w, people.admin)
    const { status, body } = await admin.call('DELETE', path(`/${id}`))
    expect([status, body.error.reason]).toEqual([409, 'undo_over'])
  })

  test('what a node left half done is carried on by another', async () => {
    for (let n = 0; n < 5; n += 1) await threadOf(leaver, 'topic', `Тема ${n}`, [people.trade])
    const heirs = Object.fromEntries((await look(admin)).groups.map((group) => [group.id, people.head]))
    const id = newId()
    // As if it had died after the first write.
    await w.parts.store.write(w.company, async ({ company, db, t, now }) => {
      const row = {
        company,
        id,
        person: people.manager,
        by: people.admin,
        at: now,
        heirs,
        sponsor: null,
        had: {},
        dueAt: now,
      }
      await db.insert(t.leaving).values(row)
    })
    await w.parts.carryOnLeft(w.company)
    const { body } = await admin.call('GET', path(`/${id}`))
    expect(body).toMatchObject({ doneAt: expect.any(String) })
    expect(body.counts).toEqual([{ kind: 'thread', things: 6, handed: 6 }])
  })

  test('what is not as it was after taking it back is said: his leave at the CRM, what was answered, what ran out', async () => {
    const trade = await w.open(people.trade)
    const question = newId()
    await trade.put(`/api/threads/${trade.team}/questions/${question}`, {
      text: 'Какой срок поставки?',
      to: { person: people.manager },
      deadline: 'hour',
    })
    const guest = { id: newId(), who: { guest: { name: 'Анна' } } }
    const until = new Date(w.clock.now().getTime() + 2 * HOUR).toISOString()
    await leaver.post(`/api/threads/${leaver.team}/invites`, { ...guest, until })
    const { id } = await dismiss(admin)
    await heir.say('Три недели', { replyTo: question })
    w.clock.advance(3 * HOUR)
    admin = await atHome(w, people.admin)
    const { body } = await admin.call('DELETE', path(`/${id}`))
    const lacking = [
      { what: 'grant', things: 1 },
      { what: 'answered', things: 1 },
      { what: 'expired', things: 1 },
    ]
    expect(body.notBack).toEqual(lacking)
    const act = (await admin.call('GET', path(`/${id}/act?of=undoing`))).body
    expect(JSON.parse(act.statement).undone.notBack).toEqual(lacking)
  })
})
