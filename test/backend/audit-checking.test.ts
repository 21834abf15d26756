/** What looking through a log says of it: all that was signed, by whose key, and as far as it can be known. */
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publishAt } from '../../backend/audit/keeping.ts'
import { createLooks } from '../../backend/audit/looks.ts'
import { headText, signedNote } from '../../backend/audit/note.ts'
import { makeKey, signStatement } from '../../backend/leaving/signing.ts'
import { sqliteStores } from '../stores.ts'
import { type Log, logOf, marks } from './audit-fixture.ts'

const stores = sqliteStores()
let log: Log
beforeEach(async () => {
  log = await logOf(stores)
})
afterEach(() => log.end())

const keys = () => [log.key.publicKey]
const notes = () => log.published().map(({ note }) => note)
const wrong = async (against = {}) => (await log.check(against)).wrong

describe('a log that is as it was', () => {
  test('one with nothing in it has nothing wrong', async () => {
    expect(await log.check()).toMatchObject({ entries: 0, signed: 0, erased: 0, heads: 0, wrong: [] })
    expect(await wrong({ mark: undefined })).toEqual([])
  })

  test('a long one is gone through to its end, whole subtrees, signed and unsigned entries', async () => {
    await log.note(4000)
    await log.sign()
    await log.keeping.publish(log.company)
    await log.note(100)
    const checked = await log.check({ keys: keys(), heads: notes() })
    expect(checked).toEqual({
      ...{ company: log.company, entries: 4100, signed: 4000, marked: true, heads: 1, erased: 0, wrong: [] },
    })
    const { db, t } = await log.store.read(log.company, async (r) => r)
    expect(await db.$count(t.limb)).toBe(15)
    await log.store.write(log.company, (w) =>
      w.db.update(w.t.entry).set({ by: '99' }).where(eq(w.t.entry.position, 4050)),
    )
    // The mark of the next is made of the one before.
    expect(await wrong({ keys: keys() })).toEqual([{ what: 'mark_wrong', position: 4050 }])
  })

  test('without our secret what is not signed yet cannot be looked at, and one never signed is told of', async () => {
    await log.note(3)
    expect(await log.check({ mark: undefined })).toMatchObject({
      ...{ entries: 3, signed: 0, marked: false, wrong: [{ what: 'unsigned' }] },
    })
    expect(await wrong()).toEqual([])
    await log.sign()
    expect(await log.check({ mark: undefined })).toMatchObject({ signed: 3, marked: false, wrong: [] })
    const other = marks('of another server')
    await log.note(1)
    expect(await wrong({ mark: (company: string, text: string) => other(company, text) })).toEqual([
      { what: 'mark_wrong', position: 4 },
    ])
  })

  test('without keys kept elsewhere those of the database are believed', async () => {
    await log.note(3)
    await log.sign()
    expect(await wrong()).toEqual([])
    expect(await wrong({ keys: [] })).toEqual([{ what: 'signature_wrong', size: 3 }])
    expect(await wrong({ keys: [makeKey().publicKey, log.key.publicKey] })).toEqual([])
  })
})

describe('heads that were published', () => {
  beforeEach(async () => {
    await log.note(3)
    await log.sign()
    await log.keeping.publish(log.company)
  })

  const signed = (head: { company: string; size: number; root: string }, key = log.key) =>
    signedNote(head, key.publicKey, signStatement(headText(head), key.privateKey))
  const root = 'A'.repeat(43)

  test('what is none is said to be none', async () => {
    const [note = ''] = notes()
    const renamed = note.replace(/— \S+ /, '— dealthread.audit/south ')
    const short = note.replace(/(— \S+ )(\S+)/, (_, name, bytes) =>
      [name, Buffer.from(bytes, 'base64').subarray(0, 60).toString('base64')].join(''),
    )
    for (const one of ['', 'x', `${note}\n`, ` ${note}`, note.replace('\n3\n', '\n03\n'), renamed, short])
      expect([one, await wrong({ keys: keys(), heads: [one] })]).toEqual([
        one,
        [{ what: 'not_a_head', size: 0 }],
      ])
  })

  test('of nothing at all, of another company, longer than the log, or of another root', async () => {
    const against = async (note: string) => wrong({ keys: keys(), heads: [note] })
    expect(await against(signed({ company: 'south', size: 3, root: `${root}=` }))).toEqual([
      { what: 'another_log', size: 3 },
    ])
    expect(await against(signed({ company: log.company, size: 4, root: `${root}=` }))).toEqual([
      { what: 'cut_off', size: 4, entries: 3 },
      { what: 'rolled_back', size: 4, tree: 3 },
    ])
    for (const size of [0, 2, 3])
      expect(await against(signed({ company: log.company, size, root: `${root}=` }))).toEqual([
        { what: 'head_wrong', size },
      ])
  })

  test('each is published once, and told of where it was asked to be', async () => {
    await log.keeping.publish(log.company)
    expect(notes()).toHaveLength(1)
    await log.store.write(log.company, (w) => publishAt(w, 'deal:1'))
    await log.note(1)
    // What is not signed is not published.
    await log.keeping.publish(log.company)
    expect(notes()).toHaveLength(1)
    await log.sign()
    await log.keeping.publish(log.company)
    expect([notes().length, log.told]).toEqual([2, [4]])
  })
})

describe('what is looked at', () => {
  const look = {
    act: 'file.downloaded' as const,
    by: { company: 'north', person: '7', from: { address: '203.0.113.7', device: 'Firefox' } },
    on: { thing: 'file' },
  }
  const entries = () => log.store.read(log.company, ({ db, t }) => db.select().from(t.entry))

  test('what could not be stored is not answered, and is stored when it is asked for again', async () => {
    let full = true
    const store = {
      ...log.store,
      write: (async (...args: Parameters<typeof log.store.write>) => {
        if (full) throw new Error('the disk is full')
        return log.store.write(...args)
      }) as typeof log.store.write,
    }
    const looks = createLooks({ store, isHere: async () => true })
    const both = await Promise.allSettled([looks.note(look), looks.note(look)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    full = false
    await looks.note(look)
    expect(await entries()).toHaveLength(1)
    await looks.note(look)
    await looks.note(look)
    full = true
    await expect(looks.tellRepeated()).rejects.toThrow('could not be told of')
  })

  test('what was repeated is told once as a number; of a company that was erased meanwhile nothing', async () => {
    let here = true
    const looks = createLooks({ store: log.store, isHere: async () => here })
    for (let n = 0; n < 4; n += 1) await looks.note(look)
    await looks.note({ ...look, on: { thing: 'another' } })
    await looks.tellRepeated()
    await looks.tellRepeated()
    const about = (await entries()).map((entry) => JSON.parse(entry.about).times)
    expect(about).toEqual([undefined, undefined, 3])
    for (let n = 0; n < 2; n += 1) await looks.note(look)
    here = false
    await looks.tellRepeated()
    expect(await entries()).toHaveLength(4)
  })
})
