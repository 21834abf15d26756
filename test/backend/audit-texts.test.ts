/** Who can write to the database can change what somebody said; the log says what it was. */
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkTexts } from '../../backend/audit/texts.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  beforeEach(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
  })
  afterEach(() => w.stop())

  const at = (id: string) => `/api/threads/${manager.team}/messages/${id}`
  const check = () => checkTexts(w.parts.store, w.company)
  const rewrite = (id: string, text: string) =>
    w.parts.store.write(w.company, async ({ company, db, t }) => {
      await db
        .update(t.message)
        .set({ text })
        .where(and(eq(t.message.company, company), eq(t.message.id, id)))
    })

  test('a text that was sent, edited or deleted as people do is as it was noted; one changed in the database is not', async () => {
    const sent = await manager.say('Скидка 5 %')
    const edited = await manager.say('Отгрузка в пятницу')
    const gone = await manager.say('Не то')
    expect((await manager.patch(at(edited.id), { text: 'Отгрузка в субботу' })).status).toBe(200)
    expect((await manager.delete(at(gone.id))).status).toBe(200)
    const { proven, changed } = await check()
    expect([proven, changed]).toEqual([2, []])

    await rewrite(sent.id, 'Скидка 15 %')
    expect((await check()).changed).toEqual([sent.id])
    // What it said before it was edited is another text as well.
    await rewrite(edited.id, 'Отгрузка в пятницу')
    expect((await check()).changed).toEqual([sent.id, edited.id])
    await rewrite(sent.id, 'Скидка 5 %')
    expect((await check()).changed).toEqual([edited.id])
  })
})
