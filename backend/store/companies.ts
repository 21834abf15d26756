import { inArray } from 'drizzle-orm'
import type { Due, Reading } from './store.ts'

/** Every company, or those that `due` names. Not joined but looked up: what is due is little, companies are many. */
export async function companiesIn(all: Omit<Reading, 'company'>, due?: Due): Promise<string[]> {
  const { db, t } = all
  const rows = await db
    .select({ company: t.company.company })
    .from(t.company)
    .where(due && inArray(t.company.company, due(all)))
  return rows.map(({ company }) => company)
}
