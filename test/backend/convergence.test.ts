import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { CardSnapshot, EventPage, ShownThread } from '../../backend/shown.ts'
import { tell } from '../../backend/threads/happenings.ts'
import { apply } from '../../widget/card/apply.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

/** What a person may do to the card, with dice for the rest. */
const deeds = [
  'say',
  'reply',
  'call',
  'edit',
  'delete',
  'react',
  'unreact',
  'pin',
  'unpin',
  'read',
  'unread',
  'draft',
  'forget draft',
  'mute',
  'unmute',
  'no answer needed',
  'topic',
  'private',
  'close',
  'reopen',
  'move',
  'task',
  'task refused',
  'task done',
  'file',
  'keep',
  'ask',
  'answer',
  'overdue',
  'withdraw',
  'approval',
  'decide',
  'ask to confirm',
  'confirm',
  'remind',
  'situation',
  'tick',
] as const

const deed = fc.record({
  who: fc.nat(2),
  does: fc.constantFrom(...deeds),
  thread: fc.nat(5),
  message: fc.nat(6),
  words: fc.constantFrom('Да', 'Счёт выставлен', '🚢', 'строка\nи ещё', 'x'.repeat(300)),
})

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never

onEveryStore((stores) => {
  let w: World
  let all: Person[]
  beforeAll(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
    all = [await w.open(people.manager), await w.open(people.trade), await w.open(people.logistics)]
  })
  afterAll(() => w?.stop())

  test('an old snapshot and what happened since are a fresh snapshot, for everybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 25 }), async (story) => {
        const old = await Promise.all(all.map(snapshot))
        for (const step of story) await act(step)
        await w.parts.heard()
        for (const [n, person] of all.entries()) {
          const events: EventPage = (await person.get(`/api/events?after=${old[n]!.position}&limit=500`)).body
          const told = events.events.reduce(apply, old[n]!)
          const fresh = await snapshot(person)
          expect(comparable({ ...told, position: events.head })).toEqual(comparable(fresh))
        }
      }),
      { numRuns: stores.name === 'SQLite' ? 30 : 6, seed: 20261120 },
    )
  }, 120_000)

  async function act({ who, does, thread: t, message: m, words }: Deed) {
    const me = all[who % all.length]!
    w.clock.advance(1000)
    const { threads } = await snapshot(me)
    const thread = threads[t % threads.length]!
    const path = `/api/threads/${thread.id}`
    const { body } = await me.get(`${path}/messages?limit=7`)
    const message = body.messages[m % Math.max(1, body.messages.length)]
    const about = message && `${path}/messages/${message.id}`
    const fresh = `${path}/messages/${newId()}`
    switch (does) {
      case 'say':
        return me.put(fresh, { text: words })
      case 'reply':
        return me.put(fresh, { text: words, ...(message && { replyTo: message.id }) })
      case 'call':
        return me.put(fresh, { text: words, mentions: [all[m % 3]!.id, 'role:logistics'] })
      case 'topic':
      case 'private':
        return me.post('/api/threads', { id: newId(), kind: does, title: words, people: [all[m % 3]!.id] })
      case 'read':
        return me.put(`${path}/read`, { seq: m })
      case 'unread':
        return me.put(`${path}/unread`, { seq: m })
      case 'draft':
        return me.put(`${path}/draft`, { text: words })
      case 'forget draft':
        return me.put(`${path}/draft`, { text: '' })
      case 'mute':
        return me.put(`${path}/level`, { level: 'none' })
      case 'unmute':
        return me.put(`${path}/level`, { level: null })
      case 'no answer needed':
        return me.put(`${path}/answered`, { seq: m })
      case 'ask': {
        const deadline = new Date(w.clock.now().getTime() + 1000).toISOString()
        const to = m % 2 ? { role: 'logistics' } : { person: all[m % 3]!.id }
        return me.put(`${path}/questions/${newId()}`, { text: words, to, deadline })
      }
      case 'overdue':
        return w.parts.callNext(w.company)
      case 'approval':
        return me.put(`${path}/approvals/${newId()}`, { text: words, to: { person: all[m % 3]!.id } })
      case 'situation': {
        const wanted = { situation: 'route_and_dates', language: 'ru', text: words }
        const where = m % 2 ? { thread: thread.id, topic: false } : { thread: newId(), topic: true }
        return me.put(`/api/situations/${newId()}`, { ...wanted, ...where })
      }
      case 'close':
        return me.put(`${path}/closed`)
      case 'reopen':
        return me.delete(`${path}/closed`)
      case 'file': {
        const file = newId()
        await w.http.request(`/api/files/${file}`, {
          method: 'PUT',
          headers: {
            Authorization: `Bearer ${me.token}`,
            'Content-Type': 'text/plain',
            'X-Thread': thread.id,
            'X-File-Name': "UTF-8''note.txt",
          },
          body: words,
        })
        return me.put(fresh, { text: words, files: [file] })
      }
      case 'task done': {
        const [task] = w.portal.tasks(Number(deals.daisy)).filter(({ closedAt }) => !closedAt)
        if (task) await w.portal.completeTask(task.id, me.id)
        return w.parts.inboxIdle()
      }
      case 'move':
        return w.parts.store.write(w.company, (writing) =>
          tell(writing, 'deal:1204', newId(), { what: 'stage', from: null, to: words, by: me.id }),
        )
    }
    if (!about) return
    const emoji = encodeURIComponent(m % 2 ? '👍' : '🙏')
    switch (does) {
      case 'edit':
        return me.patch(about, { text: `${words} (изм.)` })
      case 'delete':
        return me.delete(about)
      case 'react':
        return me.put(`${about}/reactions/${emoji}`)
      case 'unreact':
        return me.delete(`${about}/reactions/${emoji}`)
      case 'task':
      case 'task refused':
        if (does === 'task refused') w.portal.faults.fail('insufficient_scope', 1, 'tasks.task.add')
        await me.put(`${about}/tasks/${newId()}`, { title: words, responsible: all[m % 3]!.id })
        return w.parts.errands.idle()
      case 'answer':
        return me.put(`${path}/questions/${body.messages[0].id}/answer`, { message: message.id })
      case 'withdraw':
        return me.delete(`${path}/questions/${message.id}`)
      case 'decide':
        return me.put(`${path}/approvals/${message.id}/decisions/${newId()}`, { yes: m % 2 === 0, words })
      case 'ask to confirm':
        return me.put(`${about}/acknowledgement`, { people: [all[m % 3]!.id], roles: ['trade'] })
      case 'confirm':
        return me.put(`${about}/acknowledgement/mine`)
      case 'remind':
        return me.put(`${about}/acknowledgement/reminder`)
      case 'tick':
        return me.put(`${about}/checklist/${m % 4}`)
      case 'keep':
        if (message.files[0]) await me.put(`/api/files/${message.files[0].id}/kept`)
        return w.parts.errands.idle()
      case 'pin':
        return me.put(`${about}/pin`)
      case 'unpin':
        return me.delete(`${about}/pin`)
    }
  }
})

async function snapshot(person: Person): Promise<CardSnapshot> {
  return (await person.get('/api/card')).body
}

/** The order of people and of members means nothing. */
function comparable(card: CardSnapshot) {
  const threads = card.threads.map((thread: ShownThread) => ({
    ...thread,
    members: [...thread.members].sort(),
  }))
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
  return { ...card, threads: threads.sort(byId), people: [...card.people].sort(byId) }
}
