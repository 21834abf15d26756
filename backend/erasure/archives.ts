/** Archives of talk wait a day for whoever asked for them: those made before somebody was forgotten still tell of him. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Files } from '../files/port.ts'
import { makeAnew } from '../parting/left.ts'
import type { Store } from '../store/store.ts'

/** Lets go of all that wait; whoever still wants one has it made anew, as those are that are on their way to the CRM. */
export async function dropArchives(store: Store, files: Files, company: string) {
  const rows = await store.write(company, async (w) => {
    const { db, t, now } = w
    const fetched = await db
      .update(t.dossier)
      .set({ goneAt: now, linkHash: null, linkUntil: null })
      .where(and(eq(t.dossier.company, company), isNotNull(t.dossier.kept), isNull(t.dossier.goneAt)))
      .returning({ kept: t.dossier.kept })
    return [...fetched.flatMap(({ kept }) => kept ?? []), ...(await makeAnew(w))]
  })
  for (const file of rows) await files.remove({ company, file })
}
