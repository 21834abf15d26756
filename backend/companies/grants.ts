import { and, eq } from 'drizzle-orm'
import type { Answer, Crm, Grant, Portal } from '../../crm-adapters/port.ts'
import type { Secrets } from '../secrets.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** What people have lent us of their rights at the host: kept sealed, renewed when the host asks for it and not before. */
export interface Grants {
  /** Keeps a person's newest grant. One without a refresh token leaves the kept one usable. */
  keep(w: Writing, person: string, grant: Grant): Promise<void>
  /**
   * Asks the host as that person. An expired grant is renewed once, for everybody who is asking at that moment,
   * and the question repeated. `expired` when the person has to open a card again.
   */
  withGrant<T>(
    company: string,
    person: string,
    ask: (portal: Portal, grant: Grant) => Promise<Answer<T>>,
  ): Promise<Answer<T>>
}

const over: Answer<never> = { ok: false, reason: 'expired', message: 'no grant that can be renewed is kept' }

export interface GrantsDeps {
  store: Store
  secrets: Secrets
  crm: Pick<Crm, 'renew'>
}

export function createGrants({ store, secrets, crm }: GrantsDeps): Grants {
  const renewing = new Map<string, Promise<Answer<Grant>>>()
  // Renewed at the host, whose old token died with it, and not yet stored: the only copy there is.
  const unsaved = new Map<string, Grant>()

  async function keep(w: Writing, person: string, grant: Grant) {
    const kept = await held(w, person)
    const refresh = grant.refresh ?? kept?.grant.refresh ?? null
    await save(w, person, { ...grant, refresh })
  }

  async function save({ company, db, t, now }: Writing, person: string, grant: Grant) {
    const { access, refresh, expiresAt } = grant
    const sealed = secrets.seal(JSON.stringify({ access, refresh }), grantOf(company, person))
    const row = { sealed, expiresAt, renewedAt: now, deadAt: null }
    await db
      .insert(t.grant)
      .values({ company, person, ...row })
      .onConflictDoUpdate({ target: [t.grant.company, t.grant.person], set: row })
  }

  async function held(r: Reading, person: string): Promise<Held | undefined> {
    const { company, db, t } = r
    const [row] = await db
      .select({
        sealed: t.grant.sealed,
        expiresAt: t.grant.expiresAt,
        deadAt: t.grant.deadAt,
        origin: t.company.origin,
        endpoint: t.company.endpoint,
      })
      .from(t.grant)
      .innerJoin(t.company, eq(t.company.company, t.grant.company))
      .where(and(eq(t.grant.company, company), eq(t.grant.person, person)))
    if (!row) return undefined
    const { origin, endpoint, expiresAt, deadAt } = row
    const { access, refresh } = JSON.parse(secrets.open(row.sealed, grantOf(company, person)))
    return { portal: { company, origin, endpoint }, grant: { access, refresh, expiresAt }, deadAt }
  }

  async function withGrant<T>(
    company: string,
    person: string,
    ask: (portal: Portal, grant: Grant) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const kept = await store.read(company, (r) => held(r, person))
    if (!kept || kept.deadAt) return over
    const answer = await ask(kept.portal, kept.grant)
    if (answer.ok || answer.reason !== 'expired') return answer
    const renewed = await inOneFlight(kept, person)
    return renewed.ok ? ask(kept.portal, renewed.value) : renewed
  }

  function inOneFlight(failed: Held, person: string): Promise<Answer<Grant>> {
    const key = `${failed.portal.company} ${person}`
    const pending = renewing.get(key)
    if (pending) return pending
    const flight = renew(key, failed, person).finally(() => renewing.delete(key))
    renewing.set(key, flight)
    return flight
  }

  async function renew(key: string, failed: Held, person: string): Promise<Answer<Grant>> {
    const { company } = failed.portal
    const newer = await newerThan(failed, person)
    if (newer) return { ok: true, value: newer }

    const waiting = unsaved.get(key)
    const answer: Answer<Grant> = waiting
      ? { ok: true, value: waiting }
      : await crm.renew(failed.portal, failed.grant)
    if (answer.ok) {
      unsaved.set(key, answer.value)
      await store.write(company, (w) => save(w, person, answer.value))
      unsaved.delete(key)
    } else if (answer.reason === 'expired') {
      // Another node may have been first, and the token we showed died for that.
      const theirs = await newerThan(failed, person)
      if (theirs) return { ok: true, value: theirs }
      await store.write(company, (w) => markDead(w, person, failed.grant))
    }
    return answer
  }

  /** What has been kept since, by somebody faster or by the person opening a card. */
  async function newerThan(failed: Held, person: string): Promise<Grant | undefined> {
    const now = await store.read(failed.portal.company, (r) => held(r, person))
    return now && now.grant.access !== failed.grant.access ? now.grant : undefined
  }

  async function markDead(w: Writing, person: string, failed: Grant) {
    const { company, db, t, now } = w
    const kept = await held(w, person)
    if (kept?.grant.access !== failed.access) return
    await db
      .update(t.grant)
      .set({ deadAt: now })
      .where(and(eq(t.grant.company, company), eq(t.grant.person, person)))
  }

  return { keep, withGrant }
}

interface Held {
  portal: Portal
  grant: Grant
  deadAt: Date | null
}

const grantOf = (company: string, person: string) => ({ company, purpose: `grant of ${person}` })
