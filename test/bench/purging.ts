/** A hundred thousand messages go whose time is over, while others write: what it costs those who write. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { newId } from '../../backend/ids.ts'
import { createPurging } from '../../backend/purging/purging.ts'
import { AS_IT_COMES } from '../../backend/retention/rules.ts'
import { indexMessage } from '../../backend/search/search.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store } from '../../backend/store/store.ts'
import { findThread } from '../../backend/threads/find.ts'
import { tellIn } from '../../backend/threads/happenings.ts'
import { compose } from '../../backend/threads/messages.ts'
import { secretsIn } from '../secrets.ts'
import { atMost, type Figure } from './figure.ts'
import { writingOn } from './meanwhile.ts'
import { at } from './quantiles.ts'

const COMPANY = 'bench'
const WRITER = '9'
const THREADS = 200
const EACH = 500
const DAY = 24 * 3_600_000
const OTHER = { company: COMPANY, person: WRITER, record: 'deal:other' }
/** Milliseconds between two messages of others, and for which nothing goes, to compare with. */
const EVERY = 20
const BEFORE = 10_000
/** Milliseconds of the round that are looked at: all of it takes minutes, one as the other. */
const MEASURED = 30_000

export async function purging(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-purging-'))
  const store = await openSqlite(join(folder, 'dealthread.db'))
  try {
    await furnish(store)
    return await measure(store, folder)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(store: Store, folder: string): Promise<Figure[]> {
  const failed = (error: unknown) => {
    throw error
  }
  const files = createDiskFiles(join(folder, 'files'))
  const secrets = await secretsIn(store)
  const { purge, retention } = createPurging({
    ...{ store, files, secrets, now: () => new Date(), newId, failed, findThread, tellIn },
    wallClock: { assertBelieved() {} },
  })
  const undisturbed = writingOn(store, OTHER, EVERY)
  await sleep(BEFORE)
  const before = await undisturbed.stop()
  const others = writingOn(store, OTHER, EVERY)
  const began = performance.now()
  while (performance.now() - began < MEASURED && (await purge(COMPANY))) await turn()
  const took = performance.now() - began
  const during = await others.stop()
  const [round] = await retention.purges(COMPANY, undefined)
  if (!round?.things) throw new Error('nothing went')
  return [
    atMost(1.5, {
      name: 'others’ acknowledgements while 100,000 messages are going, p99',
      unit: 'ms',
      ours: at(during, 0.99),
      limit: at(before, 0.99),
      also: {
        p50: at(during, 0.5),
        before: at(before, 0.5),
        gone: (1000 * round.things) / took,
        messages: during.length,
      },
    }),
  ]
}

async function furnish(store: Store) {
  const long = new Date(Date.now() - 60 * DAY)
  await store.write(COMPANY, async ({ company, db, t }) => {
    const origin = {
      host: 'bitrix24',
      origin: 'https://bench.example',
      endpoint: 'https://bench.example/rest/',
    } as const
    await db
      .insert(t.company)
      .values({ company, ...origin, scopes: [], locale: 'en', installedBy: '1', installedAt: long })
    await db.insert(t.person).values({ company, id: WRITER, name: 'Writer' })
    const rules = AS_IT_COMES.map((rule) => (rule.what === 'messages' ? { ...rule, days: 30 } : rule))
    await db.insert(t.policy).values({ company, number: 1, rules, at: long, by: '1' })
    const opened = { openedAt: new Date(), openedBy: WRITER }
    await db.insert(t.card).values({ company, record: 'deal:other', ...opened })
    const thread = { company, id: 'other', record: 'deal:other', kind: 'team', audience: 'internal' } as const
    await db.insert(t.thread).values({ ...thread, title: '', ...opened })
    await db.insert(t.member).values({ company, thread: 'other', person: WRITER, readSeq: 0, joinedAt: long })
  })
  const text = 'The cargo has left the port of Hamburg and is expected on Thursday'
  const { terms } = compose({ text })
  for (let n = 0; n < THREADS; n += 1) {
    await store.write(COMPANY, async (w) => {
      const { company, db, t } = w
      const opened = { openedAt: long, openedBy: WRITER }
      const id = `thread-${n}`
      const record = `deal:${n}`
      await db.insert(t.card).values({ company, record, ...opened })
      const thread = { company, id, record, kind: 'team', audience: 'internal', title: '' } as const
      await db.insert(t.thread).values({ ...thread, ...opened, lastSeq: EACH })
      const one = {
        company,
        thread: id,
        audience: 'internal',
        author: WRITER,
        text,
        at: long,
      } as const
      const rows = Array.from({ length: EACH }, (_, seq) => ({
        ...one,
        mentions: [],
        seq: seq + 1,
        id: newId(),
      }))
      await db.insert(t.message).values(rows)
      for (const row of rows) await indexMessage(w, row, terms)
    })
  }
}
