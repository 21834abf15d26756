/** How much a person may upload in a day, and a company have lying here at all: nobody fills the storage for the others. */
import { and, eq, gt, isNull, sum } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { Refused } from '../refused.ts'
import type { Reading, Store } from '../store/store.ts'

export interface ShareLimits {
  /** Bytes of one person within 24 hours. */
  person: number
  /** Bytes of a company that are still there; undefined for no limit. */
  company?: number | undefined
}

export interface Shares {
  /** Refused as `share_full` where so much more would be too much. */
  check(who: { company: string; person: string }, bytes: number): Promise<void>
  /** So much has come. */
  took(company: string, bytes: number): void
}

const DAY = 24 * 60 * 60_000
/** Milliseconds for which what a company has is not added up anew: what goes meanwhile counts a little longer. */
const HOLDS = 60_000

export interface SharesDeps {
  store: Store
  limits: ShareLimits
  /** Milliseconds that only go forward. */
  clock?: () => number
}

export function createShares({ store, limits, clock = () => performance.now() }: SharesDeps): Shares {
  /** What each company has, as this node knows it. */
  const known = new LRUCache<string, { bytes: number; at: number }>({ max: 10_000 })

  async function ofCompany(company: string): Promise<number> {
    const held = known.get(company)
    if (held && clock() - held.at < HOLDS) return held.bytes
    const at = clock()
    const bytes = await store.read(company, bytesOfCompany)
    known.set(company, { bytes, at })
    return bytes
  }

  return {
    async check({ company, person }, bytes) {
      const his = await store.read(company, (r) => bytesOfDay(r, person))
      if (his + bytes > limits.person) throw new Refused('share_full', 'so much for one person and day')
      if (limits.company !== undefined && (await ofCompany(company)) + bytes > limits.company)
        throw new Refused('share_full', 'the share of the company is used up')
    },
    took(company, bytes) {
      const held = known.get(company)
      if (held) held.bytes += bytes
    },
  }
}

/** Also of what is gone by now: whoever uploads and deletes all day takes as much. */
async function bytesOfDay({ company, db, t: { file }, now }: Reading, person: string): Promise<number> {
  const since = new Date(now.getTime() - DAY)
  const [row] = await db
    .select({ bytes: sum(file.size) })
    .from(file)
    .where(and(eq(file.company, company), eq(file.author, person), gt(file.at, since)))
  return Number(row?.bytes ?? 0)
}

async function bytesOfCompany({ company, db, t: { file } }: Reading): Promise<number> {
  const [row] = await db
    .select({ bytes: sum(file.size) })
    .from(file)
    .where(and(eq(file.company, company), isNull(file.erasedAt)))
  return Number(row?.bytes ?? 0)
}
