/** Where a company's texts are kept: here, or in its CRM only. */
import { eq, sql } from 'drizzle-orm'
import { Refused } from '../refused.ts'
import type { StorageMode } from '../shown.ts'
import { prepared, type Reading } from '../store/store.ts'

export async function keepsTexts(r: Reading): Promise<StorageMode> {
  const [row] = await storageOf(r).execute({ company: r.company })
  return row?.storage ?? 'archive'
}

export async function isRelaying(r: Reading): Promise<boolean> {
  return (await keepsTexts(r)) === 'relay'
}

/** @throws Refused `kept_in_crm` where the company's texts are not kept here: `what` has no place there. */
export async function mustKeepHere(r: Reading, what: string) {
  if (await isRelaying(r)) throw new Refused('kept_in_crm', `${what} has no place in the CRM`)
}

const storageOf = prepared('storage_of', (db, t) =>
  db
    .select({ storage: t.company.storage })
    .from(t.company)
    .where(eq(t.company.company, sql.placeholder('company'))),
)
