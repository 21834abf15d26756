/**
 * The ledger of who was forgotten, a folder beside the database and in no backup of it: a backup brought back is older, and
 * whoever was forgotten since is forgotten again before anybody is let in. It tells nobody who that was: what is looked for
 * stands in it as keys that only our own secret makes. Each month has a file, which goes when no backup of it is left.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
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

/** Of the erasures that were let go of, a company's last: a database that does not know it is older than the ledger can mend. */
const ofThePast = z.object({
  of: z.literal('past'),
  company: z.string(),
  id: z.string(),
  at: z.iso.datetime(),
})

const line = z.discriminatedUnion('of', [ofPerson, ofCompany, ofThePast])
export type LedgerLine = z.infer<typeof line>
export type PersonLine = z.infer<typeof ofPerson>

export interface Ledger {
  /** Durable when it resolves. */
  note(said: PersonLine | z.infer<typeof ofCompany>): Promise<void>
  /** Every line there is, the oldest first. @throws a sentence for whoever runs the server, when a line is not as it was written */
  read(): Promise<LedgerLine[]>
  /** Lets go of those who were in no backup any more at that time. */
  letGo(now: Date): Promise<void>
  /** Makes the keys of a company that the ledger compares by. */
  keysOf(company: string): KeyOf
}

const DAY = 24 * 60 * 60_000
/** What is about nobody, and stays. */
const LASTING = 'lasting.jsonl'
const MONTH = /^\d{4}-\d{2}\.jsonl$/

/** @param backupsKept days a backup may be kept */
export function openLedger(folder: string, secrets: Secrets, backupsKept: number): Ledger {
  const mark = (text: string) =>
    createHmac('sha256', secrets.derive({ company: '', purpose: 'marks of the ledger' }))
      .update(text)
      .digest('base64url')

  async function write(said: LedgerLine) {
    const text = JSON.stringify(said)
    const file = said.of === 'erasure' ? `${said.orderedAt.slice(0, 7)}.jsonl` : LASTING
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await appendFile(join(folder, file), `${JSON.stringify({ line: text, mark: mark(text) })}\n`, {
      flush: true,
      mode: 0o600,
    })
  }

  /** Those of the months first, in their order. */
  async function files() {
    const names = await readdir(folder).catch(ifAbsent([]))
    return names.filter((name) => name === LASTING || MONTH.test(name)).sort()
  }

  async function linesIn(name: string): Promise<LedgerLine[]> {
    const file = join(folder, name)
    // Another node may have let go of it.
    const rows = (await readFile(file, 'utf8').catch(ifAbsent(''))).split('\n').filter((row) => row !== '')
    return rows.map((row, n) => opened(row, mark) ?? damaged(file, n + 1))
  }

  return {
    note: write,

    async read() {
      return (await Promise.all((await files()).map(linesIn))).flat()
    },

    async letGo(now) {
      for (const name of await files()) {
        if (!MONTH.test(name) || endOf(name).getTime() + (backupsKept + 1) * DAY > now.getTime()) continue
        const last = new Map<string, PersonLine>()
        for (const one of await linesIn(name)) if (one.of === 'erasure') last.set(one.company, one)
        for (const { company, id, orderedAt: at } of last.values())
          await write({ of: 'past', company, id, at })
        await rm(join(folder, name), { force: true })
      }
    },

    keysOf(company) {
      const secret = secrets.derive({ company, purpose: 'keys of the ledger' })
      return (plain) => createHmac('sha256', secret).update(plain).digest('base64url').slice(0, 22)
    },
  }
}

function endOf(month: string): Date {
  const [year = 0, number = 0] = month.slice(0, 7).split('-').map(Number)
  return new Date(Date.UTC(year, number))
}

function ifAbsent<T>(instead: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code !== 'ENOENT') throw error
    return instead
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
