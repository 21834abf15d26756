/** E17 in Dynamics 365: texts are notes of the opportunity, and nothing of them is here. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseStorage, shownStorage } from '../../backend/relay/switch.ts'
import type { StorageMode } from '../../backend/shown.ts'
import { colleagues, type DynamicsWorld, dynamicsWorld } from '../dynamics-world.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people } from '../world.ts'
import { settled, shown, textsOf } from './relay-fixture.ts'

const { admin, seller } = colleagues
const MINUTE = 60_000

onEveryStore((stores) => {
  let w: DynamicsWorld
  let sergey: Person

  beforeEach(async () => {
    w = await dynamicsWorld(stores)
    sergey = await w.openCard(seller)
  })
  afterEach(() => w.stop())

  const keepTexts = (mode: StorageMode) =>
    w.parts.store.write(w.company, (write) =>
      chooseStorage(write, { company: w.company, person: w.organization.person(admin).id }, mode),
    )

  const notes = () =>
    w.organization.find('annotation').flatMap((id) => {
      const { subject, notetext, objectid } = w.organization.read({ table: 'annotation', id }) ?? {}
      return [{ id, subject, notetext, objectid }]
    })
  const saying = (words: string) => notes().filter(({ notetext }) => String(notetext).includes(words))
  const at = ({ thread, id }: { thread: string; id: string }) => `/api/threads/${thread}/messages/${id}`

  test('what is said is a note there, and is read back; changed, deleted and said differently it is so there', async () => {
    const before = await sergey.say('Сказано раньше')
    await keepTexts('relay')
    const text = 'Условия <прежние>\n\nи & сроки'
    const said = await sergey.say(text)
    const [edited, gone] = [await sergey.say('Было так'), await sergey.say('Лишнее')]
    await settled(w)
    expect(saying('Условия &lt;прежние&gt;')).toMatchObject([
      { subject: expect.stringContaining('Чат'), objectid: { id: w.deal(1204).id } },
    ])
    expect(await shown(sergey, said)).toMatchObject({ text: '', elsewhere: true })
    expect(await textsOf(sergey, before, said)).toEqual([{ text: 'Сказано раньше' }, { text }])

    await sergey.patch(at(edited), { text: 'Стало так' })
    await sergey.delete(at(gone))
    const [note] = saying('Сказано раньше')
    w.organization.change({ table: 'annotation', id: note!.id }, { notetext: '<p>Переписано</p>' }, admin)
    w.clock.advance(2 * MINUTE)
    await settled(w)
    expect([saying('Было так'), saying('Лишнее')]).toEqual([[], []])
    expect(await textsOf(sergey, before, edited)).toEqual([
      { text: 'Переписано', altered: true },
      { text: 'Стало так' },
    ])
    w.organization.remove({ table: 'annotation', id: note!.id }, admin)
    w.clock.advance(2 * MINUTE)
    expect(await textsOf(sergey, before)).toEqual([{ gone: true }])
  })

  test('whose answer was lost is there once', async () => {
    await keepTexts('relay')
    w.organization.faults.dropAnswers(1, 'POST annotations')
    const said = await sergey.say('Один раз')
    await settled(w)
    w.organization.faults.calm()
    w.clock.advance(2 * MINUTE)
    await settled(w)
    expect(saying('Один раз')).toHaveLength(1)
    expect(await textsOf(sergey, said)).toEqual([{ text: 'Один раз' }])
    expect(await w.parts.store.read(w.company, shownStorage)).toMatchObject({ waiting: 0, refused: 0 })
  })

  test('what the organization’s own rule forbids stays here, and is counted as refused', async () => {
    await keepTexts('relay')
    w.organization.register({
      table: 'annotation',
      message: 'Create',
      forbids: ({ values }) => (String(values.notetext).includes('запрет') ? 'Так нельзя.' : undefined),
    })
    const said = await sergey.say('Под запретом, запрет')
    await settled(w)
    expect(await shown(sergey, said)).toMatchObject({ text: 'Под запретом, запрет' })
    expect(await w.parts.store.read(w.company, shownStorage)).toMatchObject({ waiting: 0, refused: 1 })
  })

  test('another company never reads it', async () => {
    await keepTexts('relay')
    const said = await sergey.say('Только наше')
    await settled(w)
    const stranger = await w.open(people.manager)
    const path = `/api/threads/${said.thread}/texts?messages=${said.id}`
    expect((await stranger.get(path)).status).toBe(404)
    const own = await stranger.get(`/api/threads/${stranger.team}/texts?messages=${said.id}`)
    expect(own).toMatchObject({ status: 200, body: { texts: {} } })
  })
})
