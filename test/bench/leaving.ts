/** A person with thousands of discussions is dismissed while others write: how long it takes, and what it costs them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSessions } from '../../backend/companies/sessions.ts'
import { newId } from '../../backend/ids.ts'
import { createDeparting } from '../../backend/leaving/departing.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store } from '../../backend/store/store.ts'
import { secretsIn } from '../secrets.ts'
import { atMost, type Figure } from './figure.ts'
import { writingOn } from './meanwhile.ts'
import { at } from './quantiles.ts'

const COMPANY = 'bench'
const [LEAVER, HEIR, ADMIN, WRITER] = ['7', '8', '1', '9'] as const
const THREADS = 5000
/** Rows of one statement. */
const ROWS = 500
const OTHER = { company: COMPANY, person: WRITER, record: 'deal:other' }
/** Milliseconds between two messages of others. */
const EVERY = 10
const FUNNELS = ['Sales', 'Forwarding', 'Service']

export async function leaving(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-leaving-'))
  const store = await openSqlite(join(folder, 'dealthread.db'))
  try {
    await furnish(store)
    return await measure(store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(store: Store): Promise<Figure[]> {
  const failed = (error: unknown) => {
    throw error
  }
  const now = () => new Date()
  const { leaving } = createDeparting({
    ...{ store, now, newId, failed },
    secrets: await secretsIn(store),
    sessions: createSessions({ store, failed }),
    socketsOf: () => 0,
    // The host's time is its own.
    visible: async (_, __, refs) => ({ ok: true, value: refs }),
    look: async () => ({ named: new Map(), hidden: new Set() }),
  })
  const others = writingOn(store, OTHER, EVERY)
  const began = performance.now()
  const { groups } = await leaving.preview(COMPANY, LEAVER)
  const previewed = performance.now() - began
  const heirs = Object.fromEntries(groups.map(({ id }) => [id, HEIR]))
  const id = newId()
  await leaving.dismiss({ company: COMPANY, person: ADMIN }, { id, person: LEAVER, heirs, sponsor: null })
  const took = performance.now() - began
  const waited = await others.stop()
  const { counts } = await leaving.one(COMPANY, id)
  const handed = counts.find(({ kind }) => kind === 'thread')?.handed
  if (handed !== THREADS) throw new Error(`${handed} of ${THREADS} discussions were handed over`)

  const also = { threads: THREADS, previewed, messages: waited.length }
  return [
    atMost(1, { name: 'preview and dismissal, 5,000 threads', unit: 'ms', ours: took, limit: 3000, also }),
    atMost(1, {
      name: 'others’ writes meanwhile, p99',
      unit: 'ms',
      ours: at(waited, 0.99),
      limit: 100,
      also: { p50: at(waited, 0.5), most: Math.max(...waited) },
    }),
  ]
}

async function furnish(store: Store) {
  await store.write(COMPANY, async ({ company, db, t, now }) => {
    await db.insert(t.company).values({
      ...{
        company,
        host: 'bitrix24',
        origin: 'https://bench.example',
        endpoint: 'https://bench.example/rest/',
      },
      ...{ scopes: [], locale: 'en', installedBy: ADMIN, installedAt: now },
    })
    const person = (id: string) => ({ company, id, name: `Person ${id}`, admin: id === ADMIN })
    await db.insert(t.person).values([LEAVER, HEIR, ADMIN, WRITER].map(person))
  })
  for (let start = 0; start < THREADS; start += ROWS) {
    const places = Array.from({ length: ROWS }, (_, n) => start + n)
    await store.write(COMPANY, async ({ company, db, t, now }) => {
      const opened = { openedAt: now, openedBy: LEAVER }
      await db
        .insert(t.card)
        .values(places.map((n) => ({ company, record: `deal:${n}`, ...opened, ...seen(n) })))
      const one = { company, kind: 'team', audience: 'internal', title: '' } as const
      const threads = places.map((n) => ({ ...one, id: `thread-${n}`, record: `deal:${n}`, ...opened }))
      await db.insert(t.thread).values(threads)
      const member = { company, person: LEAVER, readSeq: 0, joinedAt: now }
      await db.insert(t.member).values(threads.map(({ id }) => ({ ...member, thread: id })))
    })
  }
  await store.write(COMPANY, async ({ company, db, t, now }) => {
    const opened = { openedAt: now, openedBy: WRITER }
    await db.insert(t.card).values({ company, record: 'deal:other', ...opened })
    const thread = { company, id: 'other', record: 'deal:other', kind: 'team', audience: 'internal' } as const
    await db.insert(t.thread).values({ ...thread, title: '', ...opened })
    await db.insert(t.member).values({ company, thread: 'other', person: WRITER, readSeq: 0, joinedAt: now })
  })
}

function seen(n: number) {
  const funnel = FUNNELS[n % FUNNELS.length]!
  const none = { stage: null, amount: null, currency: null }
  return { responsible: LEAVER, seen: { ...none, title: `Deal ${n}`, funnel, responsible: LEAVER } }
}
