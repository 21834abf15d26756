import { and, desc, eq, isNull, lte, ne } from 'drizzle-orm'
import type { Capabilities, Installation, Installing, Portal } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Reading, Writing } from '../store/store.ts'

/** Milliseconds in which everything of a company that has left waits for it to come back. */
const GRACE = 30 * 24 * 60 * 60 * 1000
/** What the application token is sealed for. */
const TOKEN = 'application token'

/**
 * Takes a company in, or takes it back: everything it said before is kept, the newest keys count. False while what it
 * said before is being erased: that has to end first.
 */
export async function install(w: Writing, secrets: Secrets, installing: Installing): Promise<boolean> {
  const { company, db, t, now } = w
  const { portal, person, scopes, locale, applicationToken } = installing
  const said = {
    host: portal.host,
    origin: portal.origin,
    endpoint: portal.endpoint,
    scopes,
    installedBy: person.id,
    installedAt: now,
    uninstalledAt: null,
    eraseAfter: null,
    // Old portals send no token with a page: then what an event has told stays.
    ...(applicationToken && { applicationToken: (await secrets.sealing(w)).seal(applicationToken, TOKEN) }),
    ...(locale && { locale }),
  }
  const taken = await db
    .insert(t.company)
    .values({ company, locale: 'en', ...said })
    .onConflictDoUpdate({ target: [t.company.company], set: said, setWhere: isNull(t.company.erasingAt) })
    .returning({ company: t.company.company })
  return taken.length > 0
}

/** What is known of a company, to check a request against; undefined when it is not installed. */
export async function installation(r: Reading, secrets: Secrets): Promise<Installation | undefined> {
  const { company, db, t } = r
  const [row] = await db
    .select()
    .from(t.company)
    .where(and(eq(t.company.company, company), isNull(t.company.uninstalledAt)))
  if (!row) return undefined
  const { host, origin, endpoint, applicationToken } = row
  return {
    portal: { host, company, origin, endpoint },
    applicationToken: applicationToken && (await secrets.opening(r)).open(applicationToken, TOKEN),
  }
}

/** Whether there is such a company still: nothing is written down late of one that is being erased, or is gone. */
export async function isHere({ company, db, t }: Reading): Promise<boolean> {
  const here = and(eq(t.company.company, company), isNull(t.company.erasingAt))
  return (await db.select({ company: t.company.company }).from(t.company).where(here)).length > 0
}

/** Where a company is reached; undefined when it is not installed. */
export async function portalOf({ company, db, t }: Reading): Promise<Portal | undefined> {
  const [row] = await db
    .select({ host: t.company.host, origin: t.company.origin, endpoint: t.company.endpoint })
    .from(t.company)
    .where(and(eq(t.company.company, company), isNull(t.company.uninstalledAt)))
  return row && { company, ...row }
}

/** A portal may be renamed; its company stays. False when it is known there already. */
export async function moveTo({ company, db, t }: Writing, { origin, endpoint }: Portal): Promise<boolean> {
  const moved = await db
    .update(t.company)
    .set({ origin, endpoint })
    .where(and(eq(t.company.company, company), ne(t.company.endpoint, endpoint)))
    .returning({ company: t.company.company })
  return moved.length > 0
}

/** Keeps what the portal has for us. */
export async function knowCapabilities({ company, db, t, now }: Writing, capabilities: Capabilities) {
  await db.update(t.company).set({ capabilities, boundAt: now }).where(eq(t.company.company, company))
}

/**
 * Lets a company go: its tokens are deleted at once, what was said stays. `clean`, or what its administrator wished before, sets a day to erase that too;
 * coming back before it keeps everything. False when it has been installed since `since`, or is gone already.
 */
export async function uninstall(
  w: Writing,
  { clean, since }: { clean: boolean; since: Date },
): Promise<boolean> {
  const { company, db, t, now } = w
  const left = await db
    .update(t.company)
    .set({
      uninstalledAt: now,
      applicationToken: null,
      eraseAfter: clean || (await wishesErasing(w)) ? new Date(now.getTime() + GRACE) : null,
    })
    .where(
      and(eq(t.company.company, company), isNull(t.company.uninstalledAt), lte(t.company.installedAt, since)),
    )
    .returning({ company: t.company.company })
  if (left.length === 0) return false
  await db.delete(t.grant).where(eq(t.grant.company, company))
  return true
}

/** Whether its administrator has wished for its end here that all of it be erased. */
async function wishesErasing({ company, db, t }: Reading): Promise<boolean> {
  const [row] = await db
    .select({ parting: t.company.parting })
    .from(t.company)
    .where(eq(t.company.company, company))
  return row?.parting === 'erase'
}

/** The administrator who has installed us, with whose rights we look after ourselves; undefined when we are not installed. */
export async function installerOf({ company, db, t }: Reading): Promise<string | undefined> {
  const [row] = await db
    .select({ person: t.company.installedBy })
    .from(t.company)
    .where(and(eq(t.company.company, company), isNull(t.company.uninstalledAt)))
  return row?.person
}

/** BCP 47 language of the company: of what we write for all its people. */
export async function localeOf({ company, db, t }: Reading): Promise<string> {
  const [row] = await db
    .select({ locale: t.company.locale })
    .from(t.company)
    .where(eq(t.company.company, company))
  return row?.locale ?? 'en'
}

/** People whose grants can tell whether we are still installed: the administrator, then whoever was here last. */
export async function witnesses({ company, db, t }: Reading, most: number): Promise<string[]> {
  const rows = await db
    .select({ person: t.grant.person, installedBy: t.company.installedBy })
    .from(t.grant)
    .innerJoin(t.company, eq(t.company.company, t.grant.company))
    .where(eq(t.grant.company, company))
    .orderBy(desc(t.grant.renewedAt))
    .limit(500)
  const people = rows.map(({ person }) => person)
  const admin = rows.find(({ person, installedBy }) => person === installedBy)?.person
  return [...new Set([...(admin ? [admin] : []), ...people])].slice(0, most)
}
