/**
 * The ledger of who was forgotten, a file beside the database and in no backup of it: a backup brought back is older, and
 * whoever was forgotten since is forgotten again before anybody is let in. It tells nobody who that was: what is looked for
 * stands in it as keys that only our own secret makes.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Secrets } from '../keys/secrets.ts'
import type { KeyOf } from './subject.ts'

const keys = z.array(z.string())
const signs = z.object({
  names: z.array(z.array(keys)),
  words: z.array(keys),
  phones: keys,
  lengths: z.array(z.number()),
  emails: keys,
  ids: keys,
})

const ofPerson = z.object({
  of: z.literal('erasure'),
  company: z.string(),
  id: z.string(),
  /** When it was asked for and ordered, and by whom; ISO 8601. */
  at: z.iso.datetime(),
  by: z.string(),
  orderedAt: z.iso.datetime(),
  orderedBy: z.string(),
  signs,
  people: keys,
  /** Things that go, and things that stay; what else is found of him in a backup is redacted. */
  erase: keys,
  keep: keys,
})

const ofCompany = z.object({
  of: z.literal('company'),
  /** SHA-256 of the company, hex. */
  company: z.string(),
  at: z.iso.datetime(),
  /** How much there was, by table; and of files. */
  rows: z.record(z.string(), z.number()),
  files: z.number(),
})

const line = z.discriminatedUnion('of', [ofPerson, ofCompany])
export type LedgerLine = z.infer<typeof line>
export type PersonLine = z.infer<typeof ofPerson>

export interface Ledger {
  /** Durable when it resolves. */
  note(said: LedgerLine): Promise<void>
  /** Every line there is, the oldest first. @throws a sentence for whoever runs the server, when a line is not as it was written */
  read(): Promise<LedgerLine[]>
  /** Makes the keys of a company that the ledger compares by. */
  keysOf(company: string): KeyOf
}

export function openLedger(file: string, secrets: Secrets): Ledger {
  const mark = (text: string) =>
    createHmac('sha256', secrets.derive({ company: '', purpose: 'marks of the ledger' }))
      .update(text)
      .digest('base64url')

  return {
    async note(said) {
      const text = JSON.stringify(said)
      await appendFile(file, `${JSON.stringify({ line: text, mark: mark(text) })}\n`, {
        flush: true,
        mode: 0o600,
      })
    },

    async read() {
      if (!existsSync(file)) return []
      const rows = (await readFile(file, 'utf8')).split('\n').filter((row) => row !== '')
      return rows.map((row, n) => opened(row, mark) ?? damaged(file, n + 1))
    },

    keysOf(company) {
      const secret = secrets.derive({ company, purpose: 'keys of the ledger' })
      return (plain) => createHmac('sha256', secret).update(plain).digest('base64url').slice(0, 22)
    },
  }
}

function opened(row: string, mark: (text: string) => string): LedgerLine | undefined {
  try {
    const { line: text, mark: said } = JSON.parse(row)
    const [a, b] = [Buffer.from(mark(text)), Buffer.from(said)]
    return a.length === b.length && timingSafeEqual(a, b) ? line.parse(JSON.parse(text)) : undefined
  } catch {
    return undefined
  }
}

function damaged(file: string, n: number): never {
  throw new Error(
    `Line ${n} of ${file} is not as it was written, or was written under another SECRET_KEY: whoever was to be forgotten might come back. Bring the file back as it was.`,
  )
}
