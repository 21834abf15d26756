/**
 * Where what we keep may lie: 152-FZ, article 18 part 5, has personal data of citizens of Russia recorded and kept in
 * databases in Russia. Each store remembers its region, and none is ever opened together with one of another.
 */
import { eq } from 'drizzle-orm'
import type { Place } from '../files/port.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** A store is of another region than we were told, or than the other. */
export class WrongRegion extends Error {
  override name = 'WrongRegion'
}

/**
 * Compares REGION with what the stores say of themselves; one that says nothing yet is marked with it.
 * @throws WrongRegion
 */
export async function checkRegion(
  region: string | undefined,
  { store, place }: { store: Store; place: Place },
) {
  const stores = [
    {
      what: 'the database',
      said: await store.read('', regionOf),
      mark: (name: string) => store.write('', (w) => setRegion(w, name)),
    },
    { what: 'the place of files', said: (await place.label())?.trim(), mark: place.setLabel },
  ]
  for (const { what, said } of stores) {
    if (said === undefined || said === region) continue
    const given = region === undefined ? 'REGION is not set' : `REGION is ${region}`
    throw new WrongRegion(
      `${given}, and ${what} is of the region ${said}: personal data would leave it. ` +
        `Set REGION=${said}, or name a store of your region.`,
    )
  }
  if (region === undefined) return
  for (const { said, mark } of stores) if (said === undefined) await mark(region)
}

async function regionOf({ db, t }: Reading): Promise<string | undefined> {
  const [row] = await db.select({ name: t.region.name }).from(t.region).where(eq(t.region.company, ''))
  return row?.name
}

async function setRegion({ db, t, now }: Writing, name: string) {
  // Several nodes may start at once.
  await db.insert(t.region).values({ company: '', name, at: now }).onConflictDoNothing()
}
