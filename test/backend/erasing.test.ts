import { PassThrough } from 'node:stream'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { indexMessage } from '../../backend/search/search.ts'
import type { ServerFrame } from '../../backend/shown.ts'
import type { Reading } from '../../backend/store/store.ts'
import { liveSocket } from '../socket.ts'
import { onEveryStore } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'
import { talkEverywhere } from './talk-everywhere.ts'

const DAY = 24 * 3_600_000
const OTHER = 'another-company'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let log: PassThrough
  beforeEach(async () => {
    log = new PassThrough()
    w = await world(stores, { log, env: { LOG_LEVEL: 'info' } })
    manager = await w.open(people.manager)
    await talkEverywhere(w, manager, 'как обычно')
  })
  afterEach(() => w?.stop())

  test('F156: thirty days after a removal with “delete settings and data” nothing of the company is left in any table', async () => {
    await stayingCompany()
    await leave({ clean: true })
    w.clock.advance(29 * DAY)
    expect(await w.parts.eraseCompany(w.company)).toBe(false)
    expect(await tablesWith(w.company)).toContain('message')

    w.clock.advance(2 * DAY)
    await eraseAll()
    expect(await tablesWith(w.company)).toEqual([])
    expect(await filesLeft()).toEqual([])
    expect(await w.parts.store.companies()).not.toContain(w.company)
    expect(await tablesWith(OTHER)).toEqual(['company', 'person', 'search_entry'])
  })

  test('what was remembered of it and not yet written down is not written into what has been erased', async () => {
    const { company } = w
    await leave({ clean: true })
    w.clock.advance(31 * DAY)
    const { seen, calls } = w.parts
    seen.note({ company, person: people.manager, what: 'opened', record: 'deal:1204' })
    const look = { act: 'file.downloaded' as const, by: { company, person: people.manager } }
    await w.parts.looks.note(look)
    await w.parts.looks.note(look)
    await eraseAll()
    const answered = { reason: null, status: 200, ms: 1, retried: 0 }
    const asked = { method: 'profile', commands: null, person: null, record: null }
    calls.note({ company, at: w.clock.now(), ...asked, ...answered })
    await Promise.all([seen.flush(), calls.flush(), w.parts.looks.tellRepeated()])
    expect(await tablesWith(company)).toEqual([])
  })

  test('one receipt tells how much there was, and nobody’s name or words', async () => {
    await leave({ clean: true })
    w.clock.advance(31 * DAY)
    log.read()
    await eraseAll()
    const lines = String(log.read() ?? '')
      .trim()
      .split('\n')
    const { receipt } = JSON.parse(lines.find((line) => line.includes('receipt')) ?? '{}')
    expect(receipt).toMatchObject({ rows: { thread: 3, draft: 1, file: 1 }, files: 1 })
    expect(receipt.company).toMatch(/^[0-9a-f]{64}$/)
    for (const known of [w.company, w.portal.origin, 'Сергей Котов', 'как обычно']) {
      expect(lines.join('\n')).not.toContain(known)
    }
    await eraseAll()
    expect(String(log.read() ?? '')).not.toContain('receipt')
  })

  test('without that wish everything waits, however long', async () => {
    await leave({ clean: false })
    w.clock.advance(400 * DAY)
    await eraseAll()
    expect(await tablesWith(w.company)).toContain('message')
  })

  test('who comes back in time finds everything; nothing is erased later', async () => {
    await leave({ clean: true })
    w.clock.advance(29 * DAY)
    await comeBack()
    w.clock.advance(31 * DAY)
    await eraseAll()
    manager = await w.open(people.manager)
    expect(JSON.stringify((await manager.get('/api/search?q=обычно')).body.hits)).toContain('как обычно')
  })

  test('who comes back in the middle of it begins anew, and is told what happens live', async () => {
    const url = await w.listen()
    await looking(url)
    await Promise.all(Array.from({ length: 600 }, (_, n) => manager.say(`слово ${n}`)))
    await leave({ clean: true })
    w.clock.advance(31 * DAY)
    expect(await w.parts.eraseCompany(w.company)).toBe(true)
    await comeBack()
    expect(await w.parts.eraseCompany(w.company)).toBe(false)

    manager = await w.open(people.manager)
    expect(manager.bootstrap.card.threads).toMatchObject([{ kind: 'team', lastSeq: 0 }])
    const socket = await looking(url)
    await manager.say('С чистого листа')
    await socket.event('message.sent')
    expect((await manager.get('/api/search?q=слово')).body.hits).toEqual([])
    expect((await manager.get('/api/search?q=листа')).body.hits).toHaveLength(1)
  }, 30_000)

  async function looking(url: string) {
    const after = (await manager.get('/api/card')).body.position
    const socket = await liveSocket(url, { token: manager.token, after })
    await socket.until((frame): frame is Extract<ServerFrame, { present: string[] }> => 'present' in frame)
    return socket
  }

  async function leave(how: { clean: boolean }) {
    await w.portal.finishInstallation()
    await w.portal.uninstall(how)
    await w.parts.inboxIdle()
  }

  async function comeBack() {
    const { url, form } = w.portal.installForm(people.admin)
    const { pathname, search } = new URL(url)
    const answer = await w.http.request(pathname + search, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    })
    expect(answer.status).toBe(200)
    await w.portal.finishInstallation()
  }

  async function eraseAll() {
    while (await w.parts.eraseCompany(w.company));
  }

  async function filesLeft() {
    const left: unknown[] = []
    for await (const one of w.parts.files.list(w.company)) left.push(one)
    return left
  }

  /** Every table of the database itself, declared or not, that has something of the company. */
  async function tablesWith(company: string): Promise<string[]> {
    return w.parts.store.read(company, async (r) => {
      const found: string[] = []
      for (const name of await tablesOf(r)) {
        const rows = await r.rows(
          sql`select 1 from ${sql.identifier(name)} where company = ${company} limit 1`,
        )
        if (rows.length > 0) found.push(name)
      }
      return found.sort()
    })
  }

  async function stayingCompany() {
    await w.parts.store.write(OTHER, async ({ db, t, now }) => {
      const where = {
        host: 'bitrix24' as const,
        origin: 'https://other.example',
        endpoint: 'https://other.example/rest/',
      }
      await db
        .insert(t.company)
        .values({ company: OTHER, ...where, scopes: [], locale: 'ru', installedBy: '1', installedAt: now })
      await db.insert(t.person).values({ company: OTHER, id: '1', name: 'Вера' })
    })
    await w.parts.store.write(OTHER, (wr) => indexMessage(wr, { id: newId(), thread: newId() }, ['обычно']))
  }
})

function tablesOf(r: Reading): Promise<string[]> {
  const query =
    r.dialect === 'sqlite'
      ? sql`select t.name from pragma_table_list t join pragma_table_info(t.name) c
          where t.schema = 'main' and t.type = 'table' and c.name = 'company'`
      : sql`select table_name as name from information_schema.columns
          where column_name = 'company' and table_schema = 'public'`
  return r.rows<{ name: string }>(query).then((rows) => rows.map(({ name }) => name))
}
