/** Whoever changes the stored log is found out, whatever he changes, and although he may write to the whole database. */
import { and, eq, gt } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { commitment, leafText } from '../../backend/audit/leaf.ts'
import { headText, signedNote } from '../../backend/audit/note.ts'
import { grow, leafHash, rootOfPeaks } from '../../backend/audit/tree.ts'
import { makeKey, signStatement } from '../../backend/leaving/signing.ts'
import type { Reading, Writing } from '../../backend/store/store.ts'
import { sqliteStores } from '../stores.ts'
import { type Log, logOf } from './audit-fixture.ts'

type Row = Reading['t']['entry']['$inferSelect']

const stores = sqliteStores()
let log: Log

beforeEach(async () => {
  log = await logOf(stores)
  await log.note(300)
  await log.sign()
  await log.keeping.publish(log.company)
  await log.note(300)
  await log.sign()
  await log.keeping.publish(log.company)
  await log.note(5)
})

/** What is found wrong once somebody has been at the database. */
async function wrongAfter(attack: (w: Writing) => Promise<unknown>) {
  await log.store.write(log.company, attack)
  const heads = log.published().map(({ note }) => note)
  const { wrong } = await log.check({ heads, keys: [log.key.publicKey] })
  await log.end()
  return wrong.map(({ what }) => what)
}

const rowAt = async ({ db, t, company }: Writing, position: number) =>
  (
    await db
      .select()
      .from(t.entry)
      .where(and(eq(t.entry.company, company), eq(t.entry.position, position)))
  )[0]!

const change = ({ db, t, company }: Writing, position: number, set: Partial<Row>) =>
  db
    .update(t.entry)
    .set(set)
    .where(and(eq(t.entry.company, company), eq(t.entry.position, position)))

const cut = ({ db, t, company }: Writing, after: number) =>
  db.delete(t.entry).where(and(eq(t.entry.company, company), gt(t.entry.position, after)))

/** Makes the tree fit what is stored now, and signs it with a key, as the program would. */
async function signAnew(w: Writing, key: { publicKey: string; privateKey: string }) {
  const { db, t, company } = w
  const rows = await db.select().from(t.entry).where(eq(t.entry.company, company)).orderBy(t.entry.position)
  const peaks: Buffer[] = []
  for (const [size, row] of rows.entries()) grow(peaks, size, leafHash(leafText(row)))
  const head = { company, size: rows.length, root: rootOfPeaks(peaks).toString('base64') }
  const note = signedNote(head, key.publicKey, signStatement(headText(head), key.privateKey))
  const set = { size: rows.length, peaks: peaks.map((one) => one.toString('base64')), note }
  await db
    .update(t.tree)
    .set({ ...set, mark: rows.at(-1)?.mark ?? '' })
    .where(eq(t.tree.company, company))
  await db.delete(t.limb).where(eq(t.limb.company, company))
}

test('a log that nobody has touched is found as it was signed', async () => {
  expect(await wrongAfter(async () => {})).toEqual([])
})

describe('F58, twelve kinds of tampering and more: found out is', () => {
  test('an entry that was changed', async () => {
    expect(await wrongAfter((w) => change(w, 100, { record: 'deal:9' }))).toContain('head_wrong')
  })

  test('another author put in place of the true one', async () => {
    expect(await wrongAfter((w) => change(w, 100, { by: '99' }))).toContain('head_wrong')
  })

  test('an entry that was moved to another time', async () => {
    expect(await wrongAfter((w) => change(w, 100, { at: new Date('2020-01-01') }))).toContain('head_wrong')
  })

  test('an entry that was taken away', async () => {
    const wrong = await wrongAfter(({ db, t }) => db.delete(t.entry).where(eq(t.entry.position, 100)))
    expect(wrong).toContain('entry_missing')
  })

  test('an entry that was taken away, with the others moved up', async () => {
    const wrong = await wrongAfter(async (w) => {
      for (let position = 100; position < 605; position += 1) {
        const { position: _, ...next } = await rowAt(w, position + 1)
        await change(w, position, next)
      }
      await cut(w, 604)
    })
    expect(wrong).toContain('head_wrong')
  })

  test('an entry that was put in', async () => {
    const wrong = await wrongAfter(async (w) => {
      for (let position = 605; position >= 100; position -= 1)
        await change(w, position, { position: position + 1 })
      await w.db.insert(w.t.entry).values({ ...(await rowAt(w, 99)), position: 100, by: '99' })
    })
    expect(wrong).toContain('head_wrong')
  })

  test('an entry that stands there twice', async () => {
    const wrong = await wrongAfter(async (w) => {
      const { position: _, ...first } = await rowAt(w, 100)
      await change(w, 101, first)
    })
    expect(wrong).toContain('head_wrong')
  })

  test('two entries that changed places', async () => {
    const wrong = await wrongAfter(async (w) => {
      const [{ position: one, ...first }, { position: other, ...second }] = [
        await rowAt(w, 100),
        await rowAt(w, 101),
      ]
      await change(w, one, second)
      await change(w, other, first)
    })
    expect(wrong).toContain('head_wrong')
  })

  test('the newest entries cut off', async () => {
    expect(await wrongAfter((w) => cut(w, 500))).toContain('cut_off')
  })

  test('the newest entries cut off and the rest signed anew, with our own key', async () => {
    const wrong = await wrongAfter(async (w) => {
      await cut(w, 500)
      await w.db.delete(w.t.checkpoint)
      await signAnew(w, log.key)
    })
    expect(wrong).toContain('cut_off')
  })

  test('a changed entry and all of it signed anew, with our own key', async () => {
    const wrong = await wrongAfter(async (w) => {
      await change(w, 100, { by: '99' })
      await w.db.delete(w.t.checkpoint)
      await signAnew(w, log.key)
    })
    expect(wrong).toContain('head_wrong')
  })

  test('the whole put back to an older head', async () => {
    const [older] = log.published()
    const wrong = await wrongAfter(async (w) => {
      await cut(w, 300)
      await w.db.delete(w.t.checkpoint)
      await signAnew(w, log.key)
      await w.db.update(w.t.tree).set({ note: older!.note })
    })
    expect(wrong).toContain('rolled_back')
  })

  test('the log of another company in place of its own', async () => {
    const other = await logOf(stores, 'south', log.store)
    await other.note(600)
    await other.sign()
    const wrong = await wrongAfter(async (w) => {
      const { db, t, company } = w
      for (const table of [t.entry, t.tree, t.limb, t.checkpoint]) {
        await db.delete(table).where(eq(table.company, company))
        await db.update(table).set({ company })
      }
    })
    expect(wrong).toContain('another_log')
  })

  test('a signature that is none of ours', async () => {
    const wrong = await wrongAfter(async (w) => {
      const { note } = (await w.db.select().from(w.t.tree))[0]!
      const [text, signature] = note.split('\n\n— ')
      const [name, signed] = signature!.split(' ')
      const bytes = Buffer.from(signed!, 'base64')
      bytes[10]! ^= 1
      await w.db.update(w.t.tree).set({ note: `${text}\n\n— ${name} ${bytes.toString('base64')}\n` })
    })
    expect(wrong).toContain('signature_wrong')
  })

  test('another key in place of ours, with all of it signed by that', async () => {
    const forged = makeKey()
    const wrong = await wrongAfter(async (w) => {
      await change(w, 100, { by: '99' })
      await w.db.update(w.t.actKey).set({ publicKey: forged.publicKey })
      await w.db.delete(w.t.checkpoint)
      await signAnew(w, forged)
    })
    expect(wrong).toContain('signature_wrong')
  })

  test('a value that was changed beside its entry', async () => {
    const wrong = await wrongAfter(async (w) => {
      const { kept } = await rowAt(w, 100)
      await change(w, 100, { kept: { ...kept, name: [kept!.name![0], 'Пётр'] } })
    })
    expect(wrong).toEqual(['value_changed'])
  })

  test('a value that was changed with its salt and its commitment', async () => {
    const wrong = await wrongAfter(async (w) => {
      const { kept, commitments } = await rowAt(w, 100)
      const said = { ...JSON.parse(commitments), name: commitment('another salt', 'name', 'Пётр') }
      await change(w, 100, {
        kept: { ...kept, name: ['another salt', 'Пётр'] },
        commitments: JSON.stringify(said),
      })
    })
    expect(wrong).toContain('head_wrong')
  })

  test('an entry that was changed before it was signed', async () => {
    expect(await wrongAfter((w) => change(w, 603, { by: '99' }))).toContain('mark_wrong')
  })
})

test('what was changed before it was signed is never signed', async () => {
  await log.store.write(log.company, (w) => change(w, 603, { by: '99' }))
  await expect(log.sign()).rejects.toThrow('entry 603')
  await log.end()
})

test('of a log whose values were erased everything is still proven, and nothing of them can be found', async () => {
  await log.store.write(log.company, ({ db, t }) => db.update(t.entry).set({ kept: null }))
  const heads = log.published().map(({ note }) => note)
  const checked = await log.check({ heads, keys: [log.key.publicKey] })
  expect(checked).toMatchObject({ wrong: [], entries: 605, erased: 3 * 605, heads: 2 })
  await log.end()
})
