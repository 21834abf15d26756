/** E17: no word of what the CRM alone has is in any file of ours, nor in any row. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { inFiles } from './erasure-bytes-fixture.ts'
import { administrator, keepTexts, saidThere, settled } from './relay-fixture.ts'

const STAYS = 'Остаётся'
/** Words nobody says by chance, and as many as an index makes something of. */
const words = Array.from({ length: 90 }, (_, n) => `Зыкрово${wordOf(n)}`)
/** By which an index would have them. */
const sought = words.flatMap((word) => [word, word.toLowerCase()])

function wordOf(n: number): string {
  return [...String(n + 100)].map((digit) => 'бвгджзклмн'[Number(digit)]).join('а')
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-relayed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Half of it was said before the switch and some of it said differently; the other half is said after. */
async function sayAll(w: World): Promise<Person> {
  const admin = await administrator(w)
  const manager = await w.open(people.manager)
  const secret = { id: newId(), kind: 'private', title: 'Между нами', people: [people.head] }
  await manager.post('/api/threads', secret)
  await manager.say(STAYS, { thread: secret.id })
  for (const [n, word] of words.entries()) {
    if (n === 45) await keepTexts(admin, 'relay')
    const said = await manager.say(`Привезли ${word} вчера`)
    const at = `/api/threads/${manager.team}/messages/${said.id}`
    if (n % 9 === 0) await manager.patch(at, { text: `Везут ${word}` })
    if (n === 20) await manager.put(`/api/threads/${manager.team}/draft`, { text: word })
  }
  return manager
}

async function goneOver(w: World) {
  for (let n = 0; n < 5; n += 1) await settled(w)
  const tidies = schedule(w.parts).filter(({ name }) => name.startsWith('what is left in files of texts'))
  expect(tidies).toHaveLength(1)
  for (const { slice } of tidies) while (await slice(w.company));
}

test('neither in the database, nor in its log, its index, or among the files', async () => {
  let file = ''
  const open = (options: Parameters<typeof openSqlite>[1]) => {
    file = join(folder, 'a.db')
    return openSqlite(file, options)
  }
  const w = await world({ name: 'SQLite', open, reopen: open })
  try {
    await sayAll(w)
    await goneOver(w)
    for (const word of words) expect(saidThere(w, word)).toHaveLength(1)
    expect(inFiles(folder, sought)).toEqual({ words: [], files: [] })
    expect(inFiles(w.folder, sought)).toEqual({ words: [], files: [] })
    expect(inFiles(folder, [STAYS]).words).toEqual([STAYS])
  } finally {
    await w.stop()
  }
}, 60_000)

onEveryStore((stores) => {
  test('nor in any row', async () => {
    const w = await world(stores)
    try {
      await sayAll(w)
      await goneOver(w)
      const rows = await allRows(w.parts.store, w.company)
      expect(rows).toContain(STAYS)
      expect(sought.filter((word) => rows.includes(word))).toEqual([])
    } finally {
      await w.stop()
    }
  }, 60_000)
})

async function allRows(store: Store, company: string): Promise<string> {
  const tables = await store.read(company, async ({ db, t, dialect, rows }) => {
    const found: unknown[] = []
    for (const table of Object.values(t)) found.push(await db.select().from(table))
    // SQLite's is looked through in its file.
    if (dialect === 'postgres') found.push(await rows(sql`select * from search_entry`))
    return found
  })
  return JSON.stringify(tables)
}
