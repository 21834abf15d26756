/**
 * A company that left, wished its data gone and has not come back in time: all of it is erased, a slice after another. A
 * process that dies in between leaves the rest to the next.
 */
import { createHash } from 'node:crypto'
import { and, eq, isNotNull, lte } from 'drizzle-orm'
import type { Files } from '../files/port.ts'
import { isAnythingHeld } from '../holds/held.ts'
import { destroyKeys } from '../keys/company-keys.ts'
import { forgetCompany, tidyIndex } from '../search/search.ts'
import { countRows, eraseRows, type Reading, type Store, type Writing } from '../store/store.ts'

/** What there was, by table, and how many files; nothing of what they said. */
export interface Erased {
  rows: Record<string, number>
  files: number
}

/** Told when nothing is left. `company` is a hash: whoever knows the company finds it, nobody else learns which it was. */
export interface Receipt extends Erased {
  company: string
  begun: Date
}

export interface ErasingDeps {
  store: Store
  files: Files
  now: () => Date
  /** Notes, outside the database, that this company is gone: a backup that is brought back has it still. */
  noted(receipt: Receipt): Promise<void>
  /** Nothing is left in what is stored; what is remembered besides is to be forgotten too. */
  forgotten(company: string, receipt: Receipt): void
}

/** Rows of one write: short enough that nobody waits for it. */
const SLICE = 500

export function createErasing({ store, files, now, noted, forgotten }: ErasingDeps) {
  /** Takes one step of erasing a company whose time has come; true when there is more to do. */
  async function erase(company: string): Promise<boolean> {
    const due = await store.read(company, (r) => dueAt(r, now()))
    if (!due || !(due.erasingAt || (await begin(company)))) return false
    await files.forget(company)
    const more = await store.write(company, eraseSome)
    if (more) return true

    await tidyIndex(store, company)
    const ending = await store.read(company, receiptOf)
    if (ending) await noted(ending)
    const receipt = await store.write(company, end)
    await store.scrub()
    if (receipt) forgotten(company, receipt)
    return false
  }

  /** From here on there is no way back: who installs us again begins anew. False when the company is back already. */
  async function begin(company: string): Promise<boolean> {
    const had = { rows: await store.read(company, countRows), files: await count(files.list(company)) }
    return store.write(company, async (w) => {
      const { db, t, now } = w
      const due = await dueAt(w, now)
      if (due && !due.erasingAt) {
        await db.update(t.company).set({ erasingAt: now, erased: had }).where(eq(t.company.company, company))
        // First of all: copies of its files say nothing any more, but beside a backup of the database that has the key.
        await destroyKeys(w)
      }
      return due !== undefined
    })
  }

  return {
    erase,

    /** Ends an erasing that has begun: the company is back before it was over. */
    async finish(company: string) {
      while (await erase(company));
    },
  }
}

/** A company whose time has come; undefined when it has not, or nothing is left, or something of it is on hold. */
async function dueAt(r: Reading, now: Date) {
  const { company, db, t } = r
  const [due] = await db
    .select({ erasingAt: t.company.erasingAt })
    .from(t.company)
    .where(
      and(eq(t.company.company, company), isNotNull(t.company.uninstalledAt), lte(t.company.eraseAfter, now)),
    )
  return due && !due.erasingAt && (await isAnythingHeld(r)) ? undefined : due
}

async function eraseSome(w: Writing): Promise<boolean> {
  // Another node may have ended it, and the company be back.
  if (!(await dueAt(w, w.now))?.erasingAt) return false
  const erased = await forgetCompany(w, SLICE)
  return erased === SLICE || (await eraseRows(w, SLICE - erased)) === SLICE - erased
}

/** Lets go of the company itself, when nothing else is left; undefined when it is gone already. */
async function end(w: Writing): Promise<Receipt | undefined> {
  const { company, db, t } = w
  const mine = and(eq(t.company.company, company), isNotNull(t.company.erasingAt))
  const [row] = await db.delete(t.company).where(mine).returning()
  const { erasingAt, erased } = row ?? {}
  return erasingAt && erased ? { company: hashOf(company), begun: erasingAt, ...erased } : undefined
}

/** Undefined when nothing has begun, or all of it is gone already. */
async function receiptOf({ company, db, t }: Reading): Promise<Receipt | undefined> {
  const [row] = await db
    .select({ begun: t.company.erasingAt, erased: t.company.erased })
    .from(t.company)
    .where(eq(t.company.company, company))
  const { begun, erased } = row ?? {}
  return begun && erased ? { company: hashOf(company), begun, ...erased } : undefined
}

const hashOf = (company: string) => createHash('sha256').update(company).digest('hex')

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let found = 0
  for await (const _ of items) found += 1
  return found
}
