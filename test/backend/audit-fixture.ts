/** A log of its own for tests of the log alone: entries noted, signed and published as the backend does it. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audit } from '../../backend/audit/audit.ts'
import { type Against, checkLog } from '../../backend/audit/checking.ts'
import { createAuditKeeping } from '../../backend/audit/keeping.ts'
import { createLooks } from '../../backend/audit/looks.ts'
import { auditMarks } from '../../backend/audit/marks.ts'
import { isHere } from '../../backend/companies/companies.ts'
import { provenLines } from '../../backend/investigating/export.ts'
import { makeKey, signStatement } from '../../backend/leaving/signing.ts'
import type { Store, Writing } from '../../backend/store/store.ts'
import type { TestStores } from '../stores.ts'

export type Log = Awaited<ReturnType<typeof logOf>>

export const marks = (secret = 'ours') =>
  auditMarks({ derive: ({ company }) => Buffer.from(`${secret} ${company}`).toString('base64url') })

export async function logOf(stores: TestStores, company = 'north', given?: Store) {
  const mark = marks()
  const store = given ?? (await stores.open({ mark }))
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-audit-'))
  const heads = join(folder, 'heads.jsonl')
  const key = makeKey()
  await store.write(company, async ({ db, t, now: madeAt }) => {
    const { id, publicKey } = key
    await db.insert(t.actKey).values({ company, id, publicKey, sealed: '', madeAt })
  })
  const sign = async (_: Writing, text: string, by = key) => ({
    publicKey: by.publicKey,
    signature: signStatement(text, by.privateKey),
  })
  const told: number[] = []
  const keeping = createAuditKeeping({
    ...{ store, mark, sign, heads, looks: createLooks({ store, isHere }) },
    tellHost: async (_, _record, { size }) => void told.push(size),
  })
  let noted = 0

  return {
    ...{ store, company, key, heads, told, mark, keeping },

    /** Notes so many things that people have done, each in a write of its own. */
    async note(count: number) {
      const from = { address: '203.0.113.7', device: 'Firefox' }
      const writes = Array.from({ length: count }, () => {
        noted += 1
        const n = noted
        return store.write(company, async (w) =>
          audit(w, {
            act: n % 3 === 0 ? 'file.downloaded' : 'message.sent',
            by: { company, person: String(n % 7), from },
            on: { record: `deal:${n % 5}`, thing: `thing-${n}` },
            data: { n },
            values: { name: `Ольга ${n}` },
            proves: { text: `text ${n}` },
          }),
        )
      })
      await Promise.all(writes)
    },

    async sign() {
      while (await keeping.seal(company));
    },

    published: () =>
      readFileSync(heads, 'utf8')
        .trim()
        .split('\n')
        .map((line): { company: string; note: string } => JSON.parse(line)),

    check: (against: Against = {}) =>
      checkLog(store, company, { mark: (of, text) => mark(of, text), ...against }),

    async exported(sought = {}): Promise<string[]> {
      const lines: string[] = []
      for await (const line of provenLines(store, { company, person: '1' }, sought)) lines.push(line)
      return lines
    },

    async end() {
      rmSync(folder, { recursive: true, force: true })
      await store.close()
    },
  }
}
