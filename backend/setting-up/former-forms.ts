/** Forms as they were before our tab came, kept for a while for whoever thinks better of it. */
import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { FormChange } from '../../crm-adapters/port.ts'
import type { Reading, Writing } from '../store/store.ts'

/** Milliseconds a form is kept as it was. */
const KEPT = 30 * 24 * 60 * 60 * 1000

export type FormerForm = Reading['t']['formerForm']['$inferSelect']

/** The first of several changes counts: what was before any of them is what is gone back to. */
export async function keepFormer({ company, db, t, now }: Writing, by: string, changes: FormChange[]) {
  for (const { form, before, after } of changes) {
    await db
      .insert(t.formerForm)
      .values({ company, form: form.id, name: form.name, before, after, changedAt: now, changedBy: by })
      .onConflictDoUpdate({
        target: [t.formerForm.company, t.formerForm.form],
        set: { after, changedAt: now, changedBy: by },
      })
  }
}

/** Those changed last first. */
export async function formerForms({ company, db, t }: Reading): Promise<FormerForm[]> {
  return db
    .select()
    .from(t.formerForm)
    .where(eq(t.formerForm.company, company))
    .orderBy(desc(t.formerForm.changedAt))
}

export async function dropFormer({ company, db, t }: Writing, forms: string[]) {
  await db
    .delete(t.formerForm)
    .where(and(eq(t.formerForm.company, company), inArray(t.formerForm.form, forms)))
}

/** Forgets those kept for 30 days. */
export async function forgetFormer({ company, db, t, now }: Writing) {
  const before = new Date(now.getTime() - KEPT)
  await db
    .delete(t.formerForm)
    .where(and(eq(t.formerForm.company, company), lt(t.formerForm.changedAt, before)))
}
