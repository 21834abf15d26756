/** What a company's administrators have chosen for all its people. */
import { eq } from 'drizzle-orm'
import type { Choices } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'

/** What holds where nothing has been chosen. */
const AS_IT_COMES: Choices = { mirror: { files: true, topics: true }, anchor: true, notices: true }

export async function choicesOf({ company, db, t }: Reading): Promise<Choices> {
  const [row] = await db
    .select({ choices: t.company.choices })
    .from(t.company)
    .where(eq(t.company.company, company))
  return { ...AS_IT_COMES, ...row?.choices }
}

export async function choose({ company, db, t }: Writing, choices: Choices) {
  await db.update(t.company).set({ choices }).where(eq(t.company.company, company))
}
