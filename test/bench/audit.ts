/** Checking a long audit log, as `audit:verify` does and as whoever was given an export does, beside what was promised. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import Database from 'better-sqlite3'
import { checkLog } from '../../backend/audit/checking.ts'
import { commitment, leafText } from '../../backend/audit/leaf.ts'
import { sealSome } from '../../backend/audit/seal.ts'
import { provenLines } from '../../backend/investigating/export.ts'
import { makeKey, signStatement } from '../../backend/leaving/signing.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { verifyExport } from '../../tools/audit/verifier.mjs'
import { atMost, type Figure } from './figure.ts'

const ENTRIES = 1_000_000
/** Seconds. */
const PROMISED = 30

const company = 'north'
const mark = (_: string, text: string) => commitment('', '', text)

export async function audit(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-audit-'))
  const file = join(folder, 'audit.db')
  await (await openSqlite(file, { mark })).close()
  fill(file)
  const store = await openSqlite(file, { mark })
  const key = makeKey()
  await store.write(company, async ({ db, t, now: madeAt }) => {
    await db.insert(t.actKey).values({ company, id: key.id, publicKey: key.publicKey, sealed: '', madeAt })
  })
  const sign = async (_: unknown, text: string) => ({
    publicKey: key.publicKey,
    signature: signStatement(text, key.privateKey),
  })
  const signing = await seconds(async () => {
    while (await sealSome({ store, mark, sign }, company));
  })
  const stored = await seconds(async () => {
    const { wrong, entries } = await checkLog(store, company, { mark })
    if (wrong.length > 0 || entries !== ENTRIES) throw new Error(JSON.stringify(wrong))
  })
  const taken = join(folder, 'audit.jsonl')
  const writing = await seconds(() =>
    pipeline(provenLines(store, { company, person: '1' }, {}), createWriteStream(taken)),
  )
  const exported = await seconds(async () => {
    const lines = createInterface({ input: createReadStream(taken) })
    const { ok, entries } = await verifyExport(lines, { key: key.publicKey })
    if (!ok || entries !== ENTRIES) throw new Error('the export is not as it was signed')
  })
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  const also = { entries: ENTRIES, signing, writing }
  return [
    atMost(1, { name: 'audit log checked', unit: 's', ours: stored, limit: PROMISED, also }),
    atMost(1, { name: 'export of it checked', unit: 's', ours: exported, limit: PROMISED, also }),
  ]
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await act()
  return (performance.now() - began) / 1000
}

/** Past the store, which would take its time to be durable. */
function fill(file: string) {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const insert = db.prepare(
    `insert into entry (company, position, at, act, "by", record, thread, thing, about, commitments, kept, mark)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  db.transaction(() => {
    let last = ''
    for (let position = 1; position <= ENTRIES; position += 1) {
      const [from, text] = [
        `{"address":"203.0.113.${position % 250}","device":"Firefox"}`,
        `text ${position}`,
      ]
      const commitments = JSON.stringify({
        from: commitment('salt one', 'from', from),
        text: commitment('salt two', 'text', text),
      })
      const kept = JSON.stringify({ from: ['salt one', from], text: ['salt two'] })
      const at = new Date(Date.UTC(2026, 0, 1) + position * 1000)
      const row = {
        ...{ company, position, at, act: 'message.sent', by: String(position % 50) },
        ...{
          record: `deal:${position % 900}`,
          thread: `thread ${position % 900}`,
          thing: `message ${position}`,
        },
        ...{ about: '{"node":"one"}', commitments },
      }
      last = mark(company, `${last}\n${leafText(row)}`)
      const { act, by, record, thread, thing, about } = row
      insert.run(
        company,
        position,
        at.getTime(),
        act,
        by,
        record,
        thread,
        thing,
        about,
        commitments,
        kept,
        last,
      )
    }
  })()
  db.close()
}
