/** A record shows among its activities how many messages wait in its chat for whoever is responsible for it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeOver } from '../../backend/cards/changes.ts'
import { choose, shownChoices } from '../../backend/companies/choices.ts'
import { newId } from '../../backend/ids.ts'
import { createTelling } from '../../backend/notices/telling.ts'
import type { Activity } from '../../crm-adapters/bitrix24/portal/data/activities.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const daisy = Number(deals.daisy)

onEveryStore((stores) => {
  let w: World
  /** Responsible for the deal. */
  let sergey: Person
  let alina: Person
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterEach(() => w.stop())

  /** Lets time pass as the schedule would, and the host be told. */
  async function pass(milliseconds: number) {
    await w.parts.heard()
    w.clock.advance(milliseconds)
    while (await w.parts.hear(w.company));
    while (await w.parts.showWaiting(w.company));
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
  }

  const entries = () => w.portal.activities(daisy)
  const asked = (method: string) => w.portal.requests.filter((one) => one.method === method).length
  const changes = () => asked('crm.activity.configurable.add') + asked('crm.activity.configurable.update')
  const tagOf = ({ layout }: Activity) =>
    (layout as { header: { tags?: { unread: { title: string } } } }).header.tags?.unread.title
  const readAll = async (person: Person) => {
    const { body } = await person.get('/api/card')
    for (const { id, lastSeq } of body.threads) await person.put(`/api/threads/${id}/read`, { seq: lastSeq })
  }

  test('made at the first message he has not read, in his list, with a count and nothing of what was said', async () => {
    await alina.say('Секретная цена 18 400')
    await pass(19 * SECOND)
    expect(entries()).toEqual([])
    await pass(SECOND)
    expect(entries()).toMatchObject([
      { responsible: people.manager, incoming: true, completedAt: undefined, originId: 'deal:1204' },
    ])
    expect(tagOf(entries()[0]!)).toBe('1')
    expect(JSON.stringify(entries())).toContain('1 непрочитанное сообщение')
    expect(JSON.stringify(entries())).not.toMatch(/Секретная|18 400|Алина/)
  })

  test('none for a chat that is read while it is written', async () => {
    const { seq } = await alina.say('Есть минута?')
    await pass(5 * SECOND)
    await sergey.put(`/api/threads/${sergey.team}/read`, { seq })
    await sergey.say('Да')
    await pass(5 * MINUTE)
    expect(changes()).toBe(0)
  })

  test('one entry lives on: it counts, is completed when all is read, and opens again at the next message', async () => {
    await alina.say('раз')
    await pass(MINUTE)
    await alina.say('два')
    await pass(MINUTE)
    expect(entries().map(tagOf)).toEqual(['2'])
    await readAll(sergey)
    await pass(MINUTE)
    expect(entries()).toHaveLength(1)
    expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
    expect(JSON.stringify(entries())).toContain('Всё прочитано')
    await alina.say('три')
    await pass(MINUTE)
    expect(entries()).toMatchObject([{ completedAt: undefined }])
    expect(entries().map(tagOf)).toEqual(['1'])
  })

  test('it changes at most once a minute, however much is written', async () => {
    for (let n = 0; n < 36; n += 1) {
      await alina.say(`${n}`)
      await pass(5 * SECOND)
    }
    expect(changes()).toBeLessThanOrEqual(3)
    await pass(MINUTE)
    expect(entries().map(tagOf)).toEqual(['36'])
  })

  test('a thread only some may read is not counted for all to see', async () => {
    const id = newId()
    await alina.post('/api/threads', { id, kind: 'private', title: 'Наценка', people: [people.manager] })
    await alina.say('между нами', { thread: id })
    await pass(5 * MINUTE)
    expect(entries()).toEqual([])
  })

  test('topics he is in are counted, and in how many threads it is', async () => {
    const id = newId()
    await alina.post('/api/threads', { id, kind: 'topic', title: 'Таможня', people: [people.manager] })
    await alina.say('код нужен', { thread: id })
    await alina.say('и в общем')
    await pass(MINUTE)
    expect(entries().map(tagOf)).toEqual(['2'])
    expect(JSON.stringify(entries())).toContain('в 2 обсуждениях')
    expect(JSON.stringify(entries())).not.toContain('Таможня')
  })

  test('it waits for somebody responsible who has never opened the chat', async () => {
    await responsible(people.otherManager)
    await alina.say('раз')
    await sergey.say('два')
    await pass(MINUTE)
    expect(entries()).toMatchObject([{ responsible: people.otherManager }])
    expect(entries().map(tagOf)).toEqual(['2'])
  })

  test('when the deal gets another responsible it moves into his list', async () => {
    await alina.say('раз')
    await pass(MINUTE)
    await responsible(people.otherManager)
    await pass(MINUTE)
    expect(entries()).toMatchObject([{ responsible: people.otherManager }])
  })

  test('one completed by hand stays so until somebody writes again', async () => {
    await alina.say('раз')
    const { seq } = await alina.say('два')
    await pass(MINUTE)
    entries()[0]!.completedAt = w.clock.now()
    await sergey.put(`/api/threads/${sergey.team}/read`, { seq: seq - 1 })
    await pass(2 * MINUTE)
    expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
    await alina.say('три')
    await pass(MINUTE)
    expect(entries()[0]?.completedAt).toBeUndefined()
  })

  test('one deleted by hand is not fought for: a new one comes with the next message', async () => {
    await alina.say('раз')
    const { seq } = await alina.say('два')
    await pass(MINUTE)
    await deleteAtHost(entries()[0]!.id)
    await sergey.put(`/api/threads/${sergey.team}/read`, { seq: seq - 1 })
    await pass(5 * MINUTE)
    expect(entries()).toEqual([])
    await alina.say('три')
    await pass(MINUTE)
    expect(entries().map(tagOf)).toEqual(['2'])
  })

  test('an answer lost on its way makes no second entry', async () => {
    w.portal.faults.dropAnswers(1, 'crm.activity.configurable.add')
    await alina.say('раз')
    await pass(20 * SECOND)
    w.portal.faults.calm()
    for (let n = 0; n < 5; n += 1) await pass(2 * MINUTE)
    expect(entries()).toHaveLength(1)
    await readAll(sergey)
    await pass(2 * MINUTE)
    expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
  })

  test('where the company wants none, those there are are completed and no other is made', async () => {
    await alina.say('раз')
    await pass(MINUTE)
    await chooseAnchor(false)
    await pass(MINUTE)
    expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
    await alina.say('два')
    await pass(5 * MINUTE)
    expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
    expect(changes()).toBe(2)
    await chooseAnchor(true)
    await alina.say('три')
    await pass(MINUTE)
    expect(entries().map(tagOf)).toEqual(['3'])
  })

  test('two nodes show it once', async () => {
    const { store, now } = w.parts
    const other = createTelling({ store, now, newId })
    await alina.say('раз')
    await w.parts.heard()
    w.clock.advance(20 * SECOND)
    await Promise.all([w.parts.showWaiting(w.company), other.showWaiting(w.company)])
    await pass(0)
    expect(changes()).toBe(1)
  })

  test('its button opens the chat of its record beside the card, for those only who may see that', async () => {
    await alina.say('раз')
    await pass(MINUTE)
    const [entry] = entries()
    const { footer } = entry!.layout as { footer: { buttons: { open: { action: object } } } }
    expect(footer.buttons.open.action).toMatchObject({ type: 'openRestApp' })
    const opened = await openedFrom(entry!, people.manager)
    expect(opened.status).toBe(200)
    expect(await opened.text()).toContain('"record":{"type":"deal","id":"1204"}')
    w.portal.faults.deny(people.finance, daisy)
    expect((await openedFrom(entry!, people.finance)).status).toBe(403)
  })

  /** What the portal posts when its page opens our slider from an activity. */
  async function openedFrom({ id, ownerId, ownerTypeId }: Activity, person: string): Promise<Response> {
    const options = { entityTypeId: String(ownerTypeId), entityId: String(ownerId), activityId: String(id) }
    const { url, form } = w.portal.placementForm(person, daisy, {
      PLACEMENT: 'DEFAULT',
      PLACEMENT_OPTIONS: JSON.stringify(options),
    })
    const { pathname, search } = new URL(url)
    return w.http.request(pathname + search, { method: 'POST', body: new URLSearchParams(form) })
  }

  async function responsible(person: string) {
    const context = { ...sergey.bootstrap.card.context, responsible: person }
    await w.parts.store.write(w.company, (writing) =>
      takeOver(writing, 'deal:1204', { context, by: people.head }, newId),
    )
  }

  async function deleteAtHost(id: number) {
    await fetch(`${w.portal.restEndpoint}crm.activity.delete`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, auth: w.portal.tokenFor(people.manager).AUTH_ID }),
    })
  }

  async function chooseAnchor(anchor: boolean) {
    const { choices, version } = await w.parts.store.read(w.company, shownChoices)
    await w.parts.store.write(w.company, (writing) =>
      choose(
        writing,
        { company: writing.company, person: people.admin },
        { choices: { ...choices, anchor }, version },
      ),
    )
  }
})
