/** Whoever reads the log learns what went wrong, and neither how to get in nor what people have said. */
import { DrizzleQueryError, type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLog } from '../../backend/log.ts'
import { readSettings } from '../../backend/settings.ts'
import { onEveryStore } from '../stores.ts'
import { people, type World, world } from '../world.ts'
import { talkEverywhere } from './talk-everywhere.ts'

const SECRET = 'Zq7Kx9Vb2Nm4Tr6Wp8Ys'

/** Names under which something secret is passed around here, or comes from elsewhere. */
const names = fc.constantFrom(
  ...['token', 'access', 'refresh', 'proof', 'secret', 'password', 'text', 'cookie', 'Authorization'],
  ...['access_token', 'refresh_token', 'client_secret', 'applicationToken', 'SECRET_KEY', 'params'],
)
const inside = fc.letrec((tie) => ({
  /** An object with the secret somewhere in it. */
  object: fc.oneof(
    { maxDepth: 4 },
    names.map((name) => ({ [name]: SECRET })),
    names.map((name) => ({ [name]: [SECRET, { said: SECRET }] })),
    fc.record({ about: tie('object') }),
    fc.record({ list: fc.array(tie('object'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ failed: tie('error') }),
  ),
  error: fc.oneof(
    { maxDepth: 4 },
    fc.constant(new DrizzleQueryError('insert into "message" values ($1)', [SECRET])),
    fc.constant(
      Object.assign(new Error(`invalid input syntax: "${SECRET}"`), { code: '22P02', detail: SECRET }),
    ),
    fc.constant(notJson(`${SECRET} is what they answered`)),
    fc
      .constantFrom(
        `cannot reach postgres://dealthread:${SECRET}@db/chat`,
        `GET https://host/rest?id=1&access_token=${SECRET}: refused`,
        `401 for Authorization: Bearer ${SECRET}`,
      )
      .map((message) => new Error(message)),
    tie('error').map((cause) => new Error('a request failed', { cause })),
    tie('object').map((more) => Object.assign(new Error('a request failed'), { more })),
  ),
}))

test('whatever is logged, and however deep a secret is in it, the secret is not in the log', () => {
  fc.assert(
    fc.property(fc.oneof(inside.object, fc.record({ error: inside.error })), (said) => {
      const lines = logged((log) => log.error(said as object, 'a request failed'))
      expect(lines).toContain('"msg":"a request failed"')
      expect(lines).not.toContain(SECRET)
    }),
    { numRuns: 500, seed: 7 },
  )
})

test('what went wrong is in it: which query, which code, where', () => {
  const cause = Object.assign(new Error('unique constraint "message_pk"'), { code: '23505' })
  const error = new DrizzleQueryError('insert into "message" values ($1)', [SECRET], cause)
  const [line] = logged((log) => log.error({ error, route: '/api/threads/:id' }, 'a request failed')).split(
    '\n',
  )
  expect(JSON.parse(line!)).toMatchObject({
    route: '/api/threads/:id',
    error: {
      message: 'insert into "message" values ($1)',
      cause: { code: '23505', message: expect.stringContaining('message_pk'), stack: expect.any(String) },
    },
  })
})

test('a setting that makes no sense is named, and what it was set to is not said', () => {
  const rest = { SECRET_KEY: 'a key for tests, thirty-two and more' }
  const known = Object.keys(readSettings(rest))
  const said = known.flatMap((name) => {
    try {
      readSettings({ ...rest, [name]: SECRET })
      return []
    } catch (error) {
      return String(error)
    }
  })
  expect(said.length).toBeGreaterThan(10)
  expect(said.filter((one) => one.includes(SECRET))).toEqual([])
})

onEveryStore((stores) => {
  test('a database that repeats what it was given puts nothing of it into the log', async () => {
    const lines: string[] = []
    const log = { write: (line: string) => void lines.push(line) }
    const w = await world(stores, { env: { LOG_LEVEL: 'debug' }, log })
    try {
      const manager = await w.open(people.manager)
      await spoil(w)
      // All of it fails, in many places.
      await talkEverywhere(w, manager, SECRET).catch(() => {})
      for (const path of [`/api/facts/${manager.team}`, `/api/threads/${manager.team}/draft`])
        await manager.put(path, { text: SECRET, thread: manager.team, message: manager.team })
      const headers = { Authorization: `Bearer ${manager.token}`, 'Content-Type': 'application/json' }
      for (const path of ['/api/threads', '/api/session', '/bitrix24/events'])
        await w.http.request(path, { method: 'POST', headers, body: `{"text":"${SECRET}` })
      const { form } = w.portal.placementForm(people.head, 1204)
      const given = Object.values(form).filter((value) => /^[\w.-]{20,}$/.test(value))
      await w.page(people.head, '1204')
      expect(lines.join('')).toContain('a request failed')
      for (const secret of [SECRET, manager.token, ...given]) expect(lines.join('')).not.toContain(secret)
    } finally {
      await w.stop()
    }
  })
})

/** From now on messages, threads and sessions can't be stored; Postgres repeats what it was given, as it does with what it can't read. */
async function spoil({ parts, company }: World) {
  await parts.store.write(company, async ({ db, dialect, rows }) => {
    const tables = ['message', 'thread', 'draft', 'fact', 'session', 'file']
    if (dialect === 'sqlite') {
      // Its own statements that answer with nothing have a word of their own.
      const { run } = db as unknown as { run(query: SQL): unknown }
      for (const table of tables)
        run.call(
          db,
          sql.raw(
            `create trigger no_${table} before insert on "${table}" begin select raise(abort, 'no'); end`,
          ),
        )
      return
    }
    await rows(sql`create function repeats() returns trigger language plpgsql as $$ begin
      raise exception 'cannot take %', row_to_json(new) using errcode = '22P02', detail = row_to_json(new)::text;
    end $$`)
    for (const table of tables)
      await rows(
        sql.raw(`create trigger repeats before insert on "${table}" for each row execute function repeats()`),
      )
  })
}

function notJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

function logged(say: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  say(createLog('debug', { write: (line) => void lines.push(line) }))
  return lines.join('')
}
