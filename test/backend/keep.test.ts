/** Files that people keep: they lie at the host, among the record's documents, when our copy is gone. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { choose, shownChoices } from '../../backend/companies/choices.ts'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import type { ShownFile, ShownMessage } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const deal = Number(deals.daisy)
const DAY = 24 * 60 * 60_000

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person

  beforeAll(async () => {
    w = await world(stores)
  })
  afterAll(() => w?.stop())
  beforeEach(async () => {
    w.portal.faults.calm()
    await reopened()
  })

  async function upload(name: string, content: string, thread = manager.team): Promise<string> {
    const id = newId()
    const answer = await w.http.request(`/api/files/${id}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${manager.token}`,
        'Content-Type': 'text/plain',
        'X-Thread': thread,
        'X-File-Name': `UTF-8''${encodeURIComponent(name)}`,
      },
      body: content,
    })
    expect(answer.status).toBe(201)
    return id
  }

  /** A file sent by the manager. */
  async function sent(name: string, content = 'условия', thread = manager.team) {
    const id = await upload(name, content, thread)
    const message = await manager.say(`Вот ${name}`, { files: [id], thread })
    return { id, message }
  }

  const keep = (file: string, who = manager) => who.put(`/api/files/${file}/kept`)

  async function settled() {
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
  }

  async function shown(message: ShownMessage, who = manager): Promise<ShownFile> {
    const { body } = await who.get(`/api/threads/${message.thread}/messages`)
    return body.messages.find(({ id }: ShownMessage) => id === message.id).files[0]
  }

  const atPortal = (name: string) => w.portal.disk(deal).filter((file) => file.name === name)
  const history = () => w.portal.timeline(deal).flatMap(({ title }) => title ?? [])

  async function nightly() {
    const task = schedule(w.parts).find(({ name }) => name === 'what is kept no longer')!
    while (await task.slice(w.company));
  }

  test('a file is kept by whoever sees it, and everybody sees that it is', async () => {
    const { id, message } = await sent('договор.txt')
    const before = (await manager.get('/api/card')).body.position
    w.portal.faults.hang = true
    const asked = await keep(id, trade)
    expect(asked).toMatchObject({ status: 200, body: { id, keeping: { by: people.trade } } })
    expect(asked.body).not.toHaveProperty('kept')
    w.portal.faults.hang = false
    await settled()
    const [file] = atPortal('договор.txt')
    expect(Buffer.from(file!.bytes).toString()).toBe('условия')
    expect(file!.readers).toContain(`U${people.trade}`)
    const kept = await shown(message)
    expect(kept).toMatchObject({ kept: { by: people.trade, url: `/docs/file/${file!.id}/` } })
    expect(kept).not.toHaveProperty('keeping')
    const { events } = (await manager.get(`/api/events?after=${before}`)).body
    expect(events.map(({ topic }: { topic: string }) => topic)).toEqual(['file.kept', 'file.kept'])
    expect(events[1].data.message.files[0].kept).toEqual(kept.kept)
  })

  test('asked for twice it lies there once', async () => {
    const { id } = await sent('спецификация.txt')
    await keep(id)
    await keep(id, trade)
    await settled()
    expect((await keep(id)).body).toHaveProperty('kept')
    await settled()
    expect(atPortal('спецификация.txt')).toHaveLength(1)
  })

  test('a file whose answer was lost lies there once', async () => {
    w.portal.faults.dropAnswers(1, 'disk.folder.uploadFile')
    const { id, message } = await sent('накладная.txt')
    await keep(id)
    await w.parts.errands.idle()
    expect(await shown(message)).toHaveProperty('keeping')
    w.portal.faults.calm()
    w.clock.advance(2 * 60_000)
    await settled()
    expect(atPortal('накладная.txt')).toHaveLength(1)
    expect(await shown(message)).toHaveProperty('kept')
  })

  test('two of one name and size are two files there', async () => {
    const one = await sent('версия.txt', 'цена 1')
    const other = await sent('версия.txt', 'цена 2')
    await keep(one.id)
    await keep(other.id)
    await settled()
    const urls = [await shown(one.message), await shown(other.message)].map(({ kept }) => kept?.url)
    expect(new Set(urls).size).toBe(2)
    const bytes = w.portal.disk(deal).flatMap((file) => (file.name.startsWith('версия') ? [file.bytes] : []))
    expect(bytes.map((one) => Buffer.from(one).toString())).toEqual(['цена 1', 'цена 2'])
  })

  test('when our copy goes, its name and the way to the kept one stay', async () => {
    const { id, message } = await sent('счёт.txt')
    await keep(id)
    await settled()
    w.clock.advance(31 * DAY)
    await reopened()
    await nightly()
    const file = await shown(message)
    expect(file).toMatchObject({ erasedAt: expect.any(String), kept: { url: expect.any(String) } })
    expect((await manager.get(`/api/files/${id}`)).status).toBe(410)
    expect((await keep(id)).body).toEqual(file)
    expect(atPortal('счёт.txt')).toHaveLength(1)
  })

  test('a file on its way to the host waits for it, however late', async () => {
    const { id, message } = await sent('долгий.txt')
    w.clock.advance(30 * DAY - 60_000)
    await reopened()
    w.portal.faults.storm('INTERNAL_SERVER_ERROR', 3600, 'disk.storage.getForApp')
    await keep(id)
    await w.parts.errands.idle()
    w.clock.advance(2 * 60_000)
    await nightly()
    expect(await shown(message)).not.toHaveProperty('erasedAt')
    w.portal.faults.calm()
    w.clock.advance(20 * 60_000)
    await reopened()
    await settled()
    await nightly()
    expect(await shown(message)).toMatchObject({ erasedAt: expect.any(String), kept: expect.anything() })
    expect(Buffer.from(atPortal('долгий.txt')[0]!.bytes).toString()).toBe('условия')
  })

  test('refused by the host it says why, and may be asked for again', async () => {
    const { id, message } = await sent('акт.txt')
    w.portal.faults.fail('insufficient_scope', 1, 'disk.storage.getForApp')
    await keep(id)
    await settled()
    expect(await shown(message)).toMatchObject({ keeping: { refused: 'not_granted' } })
    expect((await keep(id)).body.keeping).not.toHaveProperty('refused')
    await settled()
    expect(await shown(message)).toHaveProperty('kept')
  })

  test('the record’s history says once that a file was kept, after the file is there', async () => {
    const { id } = await sent('прайс.txt')
    await keep(id)
    await keep(id)
    await settled()
    const noted = () => history().filter((title) => title.includes('прайс.txt'))
    expect(noted()).toEqual(['Чат: файл «прайс.txt» сохранён на Диске'])
    await choosing(false)
    const { id: quiet } = await sent('тихий.txt')
    await keep(quiet)
    await settled()
    await choosing(true)
    expect(atPortal('тихий.txt')).toHaveLength(1)
    expect(history().filter((title) => title.includes('тихий.txt'))).toEqual([])
  })

  test('a file of a private thread is kept for its people, and the history knows nothing of it', async () => {
    const thread = newId()
    await manager.post('/api/threads', {
      id: thread,
      kind: 'private',
      title: 'Маржа',
      people: [people.trade],
    })
    const { id, message } = await sent('маржа.txt', 'секрет', thread)
    const outsider = await w.open(people.head)
    const foreign = await keep(id, outsider)
    expect(foreign).toMatchObject({ status: 404, body: (await keep(newId(), outsider)).body })
    await keep(id)
    await settled()
    expect(await shown(message)).toHaveProperty('kept')
    expect(atPortal('маржа.txt')[0]!.readers.toSorted()).toEqual(
      [`U${people.manager}`, `U${people.trade}`].toSorted(),
    )
    expect(history().filter((title) => title.includes('маржа'))).toEqual([])
  })

  test('what is not sent, gone or taken back is not kept', async () => {
    expect((await keep(await upload('черновик.txt', 'х'))).status).toBe(404)
    const { id, message } = await sent('ошибка.txt')
    await manager.delete(`/api/threads/${message.thread}/messages/${message.id}`)
    expect((await keep(id)).status).toBe(404)
    const old = await sent('старый.txt')
    w.clock.advance(31 * DAY)
    await reopened()
    await nightly()
    expect(await keep(old.id)).toMatchObject({ status: 410, body: { error: { reason: 'file_expired' } } })
  })

  /** Days later people have opened the card again. */
  async function reopened() {
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  }

  async function choosing(files: boolean) {
    await w.parts.store.write(w.company, async (write) => {
      const { choices, version } = await shownChoices(write)
      const wanted = { ...choices, mirror: { ...choices.mirror, files } }
      await choose(write, { company: write.company, person: people.admin }, { choices: wanted, version })
    })
  }
})
