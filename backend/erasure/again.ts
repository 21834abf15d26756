/** Whoever was forgotten stays forgotten in a database that was brought back from before. */
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { removeBytes } from '../files/erase.ts'
import { tidyIndex } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { applyTo } from './applying.ts'
import { dropArchives } from './archives.ts'
import { erasureById } from './asking.ts'
import type { CarryingDeps } from './carrying-out.ts'
import type { Subject } from './finding.ts'
import type { LedgerLine, PersonLine } from './ledger.ts'
import { findAll } from './preview.ts'

export interface AgainDeps extends CarryingDeps {
  /** Erases all of a company whose time has come. */
  eraseCompany(company: string): Promise<boolean>
}

/** Things of one write. */
const SLICE = 10

/**
 * Does again what the ledger knows of and the database does not; to be awaited before anybody is let in. Answers with how
 * many people and companies that were.
 * @throws a sentence for whoever runs the server, when the database is from before what the ledger remembers
 */
export async function forgetAgain(deps: AgainDeps): Promise<number> {
  const { store, ledger } = deps
  const lines = await ledger.read()
  if (lines.length === 0) return 0
  const companies = await store.companies()
  let again = 0
  for (const company of companies) {
    if (await forgetCompany(deps, company, lines)) {
      again += 1
      continue
    }
    await mustBeYoungEnough(store, company, lines)
    for (const line of newestOf(lines, company)) {
      const known = await store.read(company, (r) => erasureById(r, line.id))
      if (known?.orderedAt) continue
      await forgetPerson(deps, line)
      again += 1
    }
  }
  return again
}

/** The last line of each erasure: ordered twice, the later says what holds. */
function newestOf(lines: LedgerLine[], company: string): PersonLine[] {
  const found = new Map<string, PersonLine>()
  for (const line of lines) if (line.of === 'erasure' && line.company === company) found.set(line.id, line)
  return [...found.values()]
}

async function forgetPerson(deps: AgainDeps, line: PersonLine) {
  const { store, ledger, files, failed } = deps
  const { company, id, signs, people } = line
  const subject: Subject = { signs, people, keyOf: ledger.keysOf(company) }
  const found = await findAll(store, company, subject)
  const stays = new Set(line.keep)
  const goes = new Set(line.erase)
  const things = [...new Set([...line.erase, ...found.keys()])].filter((thing) => !stays.has(thing))
  for (let from = 0; from < things.length; from += SLICE) {
    const gone = await store.write(company, async (w) => {
      const removed: string[] = []
      for (const thing of things.slice(from, from + SLICE)) {
        const decision = goes.has(thing) || !canRedact(thing, people) ? 'erase' : 'redact'
        removed.push(...(await applyTo(w, deps, subject, thing, decision)).files)
      }
      return removed
    })
    await removeBytes(files, company, gone).catch(failed)
  }
  await dropArchives(store, files, company)
  await tidyIndex(store, company)
  await store.scrub()
  await store.write(company, async (w) => {
    const { db, t, now } = w
    const ordered = { orderedAt: new Date(line.orderedAt), orderedBy: line.orderedBy }
    const row = { at: new Date(line.at), by: line.by, sealed: null, ...ordered, doneAt: now }
    await db
      .insert(t.erasure)
      .values({ company, id, ...row })
      .onConflictDoUpdate({ target: [t.erasure.company, t.erasure.id], set: row })
    audit(w, {
      act: 'erasure.done',
      by: 'clock',
      on: { thing: id },
      data: { again: true, things: things.length },
    })
  })
}

/** Of his own words and of himself nothing is left to redact. */
function canRedact(thing: string, people: string[]): boolean {
  return !people.some((person) => thing === `person ${person}`)
}

async function forgetCompany({ store, eraseCompany }: AgainDeps, company: string, lines: LedgerLine[]) {
  const hash = createHash('sha256').update(company).digest('hex')
  const line = lines.findLast((one) => one.of === 'company' && one.company === hash)
  if (!line || !(await isOlder(store, company, new Date(line.at)))) return false
  await store.write(company, async ({ db, t, now }) => {
    const left = { uninstalledAt: now, eraseAfter: now }
    await db.update(t.company).set(left).where(eq(t.company.company, company))
  })
  while (await eraseCompany(company));
  return true
}

/** Of what is long past the ledger tells only that it was: who was forgotten then would stay in an older database. */
async function mustBeYoungEnough(store: Store, company: string, lines: LedgerLine[]) {
  for (const line of lines) {
    if (line.of !== 'past' || line.company !== company) continue
    if ((await store.read(company, (r) => erasureById(r, line.id)))?.orderedAt) continue
    if (!(await isOlder(store, company, new Date(line.at)))) continue
    throw new Error(
      `The database is from before ${line.at}, longer ago than backups are kept (BACKUPS_KEPT): whoever was forgotten since would come back. Bring a younger one back.`,
    )
  }
}

/** Who has come back after it begins anew. */
async function isOlder(store: Store, company: string, at: Date): Promise<boolean> {
  const [row] = await store.read(company, ({ db, t }) =>
    db.select({ at: t.company.installedAt }).from(t.company).where(eq(t.company.company, company)),
  )
  return row !== undefined && row.at <= at
}
