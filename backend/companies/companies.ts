import { and, eq, isNull } from 'drizzle-orm'
import type { HostName, Installation, Installing, Portal } from '../../crm-adapters/port.ts'
import type { Secrets } from '../secrets.ts'
import type { Reading, Writing } from '../store/store.ts'

/** Takes a company in, or takes it back: everything it said before is kept, the newest keys count. */
export async function install(w: Writing, secrets: Secrets, host: HostName, installing: Installing) {
  const { company, db, t, now } = w
  const { portal, person, scopes, locale, applicationToken } = installing
  const said = {
    host,
    origin: portal.origin,
    endpoint: portal.endpoint,
    applicationToken: applicationToken && secrets.seal(applicationToken, tokenOf(company)),
    scopes,
    locale,
    installedBy: person.id,
    installedAt: now,
    uninstalledAt: null,
  }
  await db
    .insert(t.company)
    .values({ company, ...said })
    .onConflictDoUpdate({ target: [t.company.company], set: said })
}

/** What is known of a company, to check a request against; undefined when it is not installed. */
export async function installation(r: Reading, secrets: Secrets): Promise<Installation | undefined> {
  const { company, db, t } = r
  const [row] = await db
    .select()
    .from(t.company)
    .where(and(eq(t.company.company, company), isNull(t.company.uninstalledAt)))
  if (!row) return undefined
  const { origin, endpoint, applicationToken } = row
  return {
    portal: { company, origin, endpoint },
    applicationToken: applicationToken && secrets.open(applicationToken, tokenOf(company)),
  }
}

/** A portal may be renamed; its company stays. */
export async function moveTo({ company, db, t }: Writing, { origin, endpoint }: Portal) {
  await db.update(t.company).set({ origin, endpoint }).where(eq(t.company.company, company))
}

const tokenOf = (company: string) => ({ company, purpose: 'application token' })
