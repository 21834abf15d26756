import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { forgetMessage, indexMessage, search, threadsSeen } from '../../backend/search/search.ts'
import { terms } from '../../backend/search/words.ts'
import type { ThreadKind } from '../../backend/shown.ts'
import type { Store } from '../../backend/store/store.ts'
import { messagesById } from '../../backend/threads/show.ts'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  let store: Store
  let said = 0
  afterEach(() => store.close())

  describe('what is said is found', () => {
    test('in any form of its words, in Russian, Ukrainian and English, in any order', async () => {
      await openCompanies('north')
      const ukrainian = await say('team', 'Рахунок за договором підписано')
      const russian = await say('team', 'Счёт по договору выставили, отгрузки ждём')
      const english = await say('team', 'Both invoices were shipped')
      expect(await found('договір рахунки ')).toEqual([ukrainian])
      expect(await found('отгрузка счета ')).toEqual([russian])
      expect(await found('shipping invoice ')).toEqual([english])
      expect(await found('договора ')).toEqual([russian, ukrainian])
      expect(await found('договора invoice ')).toEqual([])
    })

    test('while the last word is still being written', async () => {
      await openCompanies('north')
      const id = await say('team', 'Таможенная декларация готова')
      for (const q of ['та', 'тамож', 'декла', 'готова декларац']) expect(await found(q)).toEqual([id])
      expect(await found('т')).toEqual([])
      expect(await found('декла готова')).toEqual([])
    })

    test('newest first, also after an earlier message was edited', async () => {
      await openCompanies('north')
      const [first, second, third] = [
        await say('team', 'штраф'),
        await say('topic', 'штраф'),
        await say('team', 'штраф'),
      ]
      await index(first, 'team', 'штраф снят')
      expect(await found('штраф')).toEqual([third, second, first])
    })

    test('with the place of its words, its thread and its card', async () => {
      await openCompanies('north')
      await say('far', '👍🏽 о штрафах, и ШТРАФ')
      const { hits } = await ask('штраф')
      expect(hits).toMatchObject([
        {
          record: { type: 'deal', id: '2' },
          thread: { id: 'far', title: 'far', kind: 'team' },
          marks: [
            [7, 14],
            [18, 23],
          ],
        },
      ])
    })

    test('page after page, without gaps or repeats, while more is said and removed', async () => {
      await openCompanies('north')
      const all: string[] = []
      for (let n = 0; n < 57; n++) all.unshift(await say(n % 3 ? 'team' : 'topic', `оплата ${n}`))
      const seen: string[] = []
      let next: string | undefined
      do {
        const page = await ask('оплаты ', { before: next ? Number(next) : undefined })
        expect(page.hits.length).toBeLessThanOrEqual(20)
        seen.push(...page.hits.map((hit) => hit.message.id))
        next = page.next
        await say('team', 'оплата позже')
        await forget(seen.at(-1)!)
      } while (next)
      expect(seen).toEqual(all)
    })

    test('and counted, up to 200', async () => {
      await openCompanies('north')
      for (let n = 0; n < 3; n++) await say('team', 'аванс')
      expect((await ask('аванс')).total).toBe(3)
      for (let n = 0; n < 200; n++) await say('topic', 'аванс')
      expect((await ask('аванс')).total).toBe(200)
    })

    test('the same when the person has more threads than are looked up one by one', async () => {
      await openCompanies('north', 'south')
      const many = Array.from({ length: 260 }, (_, n) => `many-${n}`)
      for (const thread of many) await open('north', thread, 'topic', 'deal:1')
      const id = await say('many-137', 'пломба снята')
      await say('secret', 'пломба')
      await say('team', 'пломба', 'south')
      expect(await found('пломбы ')).toEqual([id])
    })
  })

  test('what was said long ago in quiet discussions is found, however much others have said since', async () => {
    await openCompanies('north')
    const quiet = Array.from({ length: 45 }, (_, n) => `quiet-${n}`)
    for (const thread of quiet) await open('north', thread, 'topic', 'deal:1')
    const mine: string[] = []
    for (const thread of quiet.slice(5, 40)) mine.unshift(await say(thread, 'простой вагонов'))
    // More than is looked through before the discussions are looked up.
    await Promise.all(Array.from({ length: 1500 }, () => say('secret', 'простой вагонов')))
    for (const thread of ['quiet-44', 'quiet-0']) mine.unshift(await say(thread, 'простой вагонов'))

    const first = await ask('простои ')
    const second = await ask('простои ', { before: Number(first.next) })
    expect([first, second].flatMap(({ hits }) => hits.map((hit) => hit.message.id))).toEqual(mine)
    expect([first.total, second.total, second.next]).toEqual([37, 37, undefined])
    expect(await found('простой рейсов ')).toEqual([])
  })

  describe('what one may not see is not found', () => {
    test('in private threads of others, those one has left, cards one does not see', async () => {
      await openCompanies('north')
      await say('secret', 'маржа')
      await say('left', 'маржа')
      await say('far', 'маржа')
      const mine = await say('mine', 'маржа')
      expect(await found('маржа', { records: ['deal:1'] })).toEqual([mine])
      expect((await ask('маржа', { records: ['deal:1'] })).total).toBe(1)
      expect(await found('маржа', { records: [] })).toEqual([])
    })

    test('in another company, even where it has threads and messages of the same ids', async () => {
      await openCompanies('south', 'north')
      await say('team', 'скидка', 'south', 'same')
      expect(await found('скидка')).toEqual([])
      await say('team', 'скидка', 'north', 'same')
      await forget('same')
      expect(await found('скидка')).toEqual([])
      expect(await found('скидка', { company: 'south' })).toEqual(['same'])
    })

    test('the signs that mark a thread in the index cannot be asked for', async () => {
      await openCompanies('north')
      await say('secret', 'маржа')
      for (const q of ['§', '§a', 'secret', 'маржа" OR "§', 'terms:маржа NOT x', 'маржа) OR (рейс']) {
        expect(await found(q)).toEqual([])
      }
    })
  })

  describe('what is no longer said is not found', () => {
    test('after an edit only by the new words', async () => {
      await openCompanies('north')
      const id = await say('team', 'цена 100')
      await index(id, 'team', 'цена 200')
      expect(await found('100 ')).toEqual([])
      expect(await found('200 ')).toEqual([id])
      await index(id, 'team', '')
      expect(await found('цена')).toEqual([])
    })

    test('after a deletion by none; forgetting twice, or what never was, is harmless', async () => {
      await openCompanies('north')
      const id = await say('team', 'ошибка')
      await forget(id)
      await forget(id)
      await forget('never')
      expect(await ask('ошибка')).toEqual({ hits: [], total: 0 })
    })

    test('a deleted message that is still in the index is not shown', async () => {
      await openCompanies('north')
      const id = await say('team', 'ошибка')
      await store.write('north', async ({ db, t, now }) => {
        await db.update(t.message).set({ deletedAt: now }).where(eq(t.message.id, id))
      })
      expect(await found('ошибка')).toEqual([])
    })

    test('a write that is refused has not changed what is found', async () => {
      await openCompanies('north')
      const id = await say('team', 'ставка')
      const refused = store.write('north', async (w) => {
        await forgetMessage(w, id)
        throw new Error('no')
      })
      await expect(refused).rejects.toThrow('no')
      expect(await found('ставка')).toEqual([id])
    })
  })

  test('whatever is said can be stored, and whatever is asked is answered', async () => {
    await openCompanies('north')
    const sign = fc.constantFrom(
      '"',
      "'",
      '\\',
      '*',
      '(',
      ')',
      ':',
      '&',
      '|',
      '!',
      '<->',
      ' NOT ',
      'OR',
      '%',
      '_',
      '§',
      '\0',
      '\ud800',
      'é',
      '👩‍👧',
      'слово',
      '42',
      '-',
      '/',
    )
    const anything = fc.oneof(
      fc.array(sign, { maxLength: 40 }).map((signs) => signs.join('')),
      fc.string({ unit: 'binary' }),
    )
    await fc.assert(
      fc.asyncProperty(anything, anything, async (text, q) => {
        await index('hostile', 'team', text)
        expect((await ask(q)).total).toBeGreaterThanOrEqual(0)
      }),
      { seed: 7, numRuns: 150 },
    )
    for (const q of ['"'.repeat(10_000), 'а '.repeat(10_000), 'ж'.repeat(10_000), '1-'.repeat(10_000)])
      await ask(q)
  })

  /** Person 7 sees `team`, `topic` and `mine` of one card and `far` of another, but not `secret` and no longer `left`. */
  async function openCompanies(...companies: string[]) {
    store = await stores.open()
    for (const company of companies) {
      await open(company, 'team', 'team', 'deal:1')
      await open(company, 'topic', 'topic', 'deal:1')
      await open(company, 'far', 'team', 'deal:2')
      await open(company, 'mine', 'private', 'deal:1', { person: '7' })
      await open(company, 'secret', 'private', 'deal:1', { person: '8' })
      await open(company, 'left', 'private', 'deal:1', { person: '7', leftAt: new Date() })
    }
  }

  function open(
    company: string,
    id: string,
    kind: ThreadKind,
    record: string,
    member?: { person: string; leftAt?: Date },
  ) {
    return store.write(company, async ({ db, t, now }) => {
      const thread = {
        company,
        id,
        record,
        kind,
        audience: 'internal' as const,
        title: id,
        openedBy: '7',
        openedAt: now,
      }
      await db.insert(t.thread).values(thread)
      if (member)
        await db.insert(t.member).values({ company, thread: id, readSeq: 0, joinedAt: now, ...member })
    })
  }

  function say(thread: string, text: string, company = 'north', id: string = randomUUID()) {
    const found = terms(text)
    return store.write(company, async (w) => {
      said += 1
      const message = {
        company,
        thread,
        seq: said,
        id,
        audience: 'internal' as const,
        author: '7',
        text,
        at: w.now,
        mentions: [],
      }
      await w.db.insert(w.t.message).values(message)
      await indexMessage(w, message, found)
      return id
    })
  }

  const index = (id: string, thread: string, text: string) =>
    store.write('north', (w) => indexMessage(w, { id, thread }, terms(text)))

  const forget = (id: string) => store.write('north', (w) => forgetMessage(w, id))

  function ask(q: string, { records = ['deal:1', 'deal:2'], before, company = 'north' }: Asking = {}) {
    return store.read(company, async (r) => {
      const threads = await threadsSeen(r, { person: '7', record: 'deal:1' }, records)
      return search(r, { threads, q, before }, messagesById)
    })
  }

  const found = async (q: string, asking?: Asking) => (await ask(q, asking)).hits.map((hit) => hit.message.id)
})

interface Asking {
  records?: string[]
  before?: number | undefined
  company?: string
}
