/** The keys of companies: random, made when one is first needed, gone for ever with their company. */
import { type KeyObject, randomBytes } from 'node:crypto'
import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { prepared, type Reading, type Store, type Writing } from '../store/store.ts'
import { openRing, type Ring } from './ring.ts'
import { keyFor } from './sealing.ts'

export interface CompanyKey {
  id: number
  /** What texts in the database are sealed with. */
  texts: KeyObject
  /** What the keys of files are sealed with. */
  files: KeyObject
  /** What is worked out and never stored comes from this. */
  derived: KeyObject
}

export interface CompanyKeys {
  /** The newest first; none when nothing was ever sealed for the company, or all of it was destroyed. */
  of(r: Reading): Promise<CompanyKey[]>
  /** The same, with one made when there is none. */
  orMade(w: Writing): Promise<[CompanyKey, ...CompanyKey[]]>
  /** Makes another, which seals from now on. */
  renew(w: Writing): Promise<CompanyKey>
  /** When the newest was made; the beginning of time when there is none. */
  madeAt(r: Reading): Promise<Date>
  /** Seals a company's keys under the newest SECRET_KEY; how many were not. */
  reseal(w: Writing): Promise<number>
}

/** Companies whose keys are kept at hand. */
const AT_HAND = 5000

/** @throws KeyUnknown when a stored key is sealed under a SECRET_KEY that was not given */
export async function openCompanyKeys(
  store: Store,
  { SECRET_KEY, SECRET_KEY_BEFORE }: { SECRET_KEY: string; SECRET_KEY_BEFORE?: string | undefined },
): Promise<CompanyKeys> {
  const ring = openRing(SECRET_KEY, SECRET_KEY_BEFORE)
  for (const under of await store.read('', sealedUnder)) ring.mustKnow(under)
  return companyKeys(ring)
}

function companyKeys(ring: Ring): CompanyKeys {
  const atHand = new LRUCache<string, CompanyKey>({ max: AT_HAND })

  function opened(company: string, { id, under, sealed }: KeyRow): CompanyKey {
    // By what is stored: a company that comes back after it was erased has another key by the same name.
    const known = atHand.get(sealed)
    if (known) return known
    const bytes = ring.open({ under, sealed }, aboutKey(company, id))
    const key = {
      id,
      texts: keyFor('texts', bytes),
      files: keyFor('files', bytes),
      derived: keyFor('derived', bytes),
    }
    atHand.set(sealed, key)
    return key
  }

  async function make(w: Writing, id: number): Promise<CompanyKey> {
    const { company, db, t, now } = w
    const row = { id, ...ring.seal(randomBytes(32), aboutKey(company, id)) }
    await db.insert(t.companyKey).values({ company, ...row, madeAt: now })
    return opened(company, row)
  }

  async function of(r: Reading): Promise<CompanyKey[]> {
    const rows = await selectKeys(r).execute({ company: r.company })
    return rows.map((row) => opened(r.company, row))
  }

  return {
    of,

    async orMade(w) {
      const [newest, ...older] = await of(w)
      return [newest ?? (await make(w, 1)), ...older]
    },

    async renew(w) {
      const [newest] = await of(w)
      return make(w, (newest?.id ?? 0) + 1)
    },

    async madeAt({ company, db, t }) {
      const [newest] = await db
        .select({ madeAt: t.companyKey.madeAt })
        .from(t.companyKey)
        .where(eq(t.companyKey.company, company))
        .orderBy(desc(t.companyKey.id))
        .limit(1)
      return newest?.madeAt ?? new Date(0)
    },

    async reseal(w) {
      const { company, db, t } = w
      const mine = eq(t.companyKey.company, company)
      const rows = await db
        .select()
        .from(t.companyKey)
        .where(and(mine, ne(t.companyKey.under, ring.id)))
      for (const { id, under, sealed } of rows) {
        const about = aboutKey(company, id)
        const again = ring.seal(ring.open({ under, sealed }, about), about)
        await db
          .update(t.companyKey)
          .set(again)
          .where(and(mine, eq(t.companyKey.id, id)))
      }
      return rows.length
    },
  }
}

/** Destroys a company's keys: what is sealed under them is never read again, unless a backup of the database has them. */
export async function destroyKeys({ company, db, t }: Writing) {
  await db.delete(t.companyKey).where(eq(t.companyKey.company, company))
}

/** Everybody there are keys of, ourselves last: what we are under tells how far a rotation has come. */
export async function keyHolders({ db, t }: Reading): Promise<string[]> {
  const rows = await db.selectDistinct({ company: t.companyKey.company }).from(t.companyKey)
  return rows
    .map(({ company }) => company)
    .sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
}

/** The ids of every SECRET_KEY that is still needed. */
export async function sealedUnder({ db, t }: Reading): Promise<string[]> {
  const rows = await db.selectDistinct({ under: t.companyKey.under }).from(t.companyKey)
  return rows.map(({ under }) => under)
}

type KeyRow = Pick<Reading['t']['companyKey']['$inferSelect'], 'id' | 'under' | 'sealed'>

const selectKeys = prepared('company_keys', (db, t) =>
  db
    .select({ id: t.companyKey.id, under: t.companyKey.under, sealed: t.companyKey.sealed })
    .from(t.companyKey)
    .where(eq(t.companyKey.company, sql.placeholder('company')))
    .orderBy(desc(t.companyKey.id)),
)

const aboutKey = (company: string, id: number) => JSON.stringify(['key of a company', company, id])
