import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import type { Answer, Crm, Grant, Portal } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** What people have lent us of their rights at the host: kept sealed, renewed when the host asks for it and not before. */
export interface Grants {
  /** Keeps a person's newest grant. One without a refresh token leaves the kept one usable. */
  keep(w: Writing, person: string, grant: Grant): Promise<void>
  /**
   * Asks the host as that person. An expired grant is renewed once, for everybody who is asking at that moment on
   * any node, and the question repeated. `expired` or `revoked` when the person has to open a card again.
   */
  withGrant<T>(
    company: string,
    person: string,
    ask: (portal: Portal, grant: Grant) => Promise<Answer<T>>,
  ): Promise<Answer<T>>
  /** Resolves when no grant is being renewed here: a stop in the middle would lose the new one. */
  idle(): Promise<void>
}

const over: Answer<never> = { ok: false, reason: 'expired', message: 'no grant that can be renewed is kept' }

/**
 * Milliseconds a node has for a renewal: twice what asking every OAuth server takes at most, so that the nodes' clocks
 * need not agree. One that sleeps through all of it wakes to show a token somebody else has shown.
 */
const LEASE = 40_000
/** Milliseconds between looks at whether another node is done. */
const LOOK = 100

export interface GrantsDeps {
  store: Store
  secrets: Secrets
  crm: Pick<Crm, 'renew'>
  /** The host will never renew this grant: nothing can be asked as that person until he opens a card. Told once. */
  dead?: (company: string, person: string) => void
  wait?: (ms: number) => Promise<unknown>
}

export function createGrants({ store, secrets, crm, dead = () => {}, wait = sleep }: GrantsDeps): Grants {
  const renewing = new Map<string, Promise<Answer<Grant>>>()
  /**
   * Renewed at the host, whose old token died with it, and not yet stored: the only copy there is. Whoever asks next
   * here stores it. What remains: a process that dies between the host's answer and the commit, and an answer lost on
   * its way. Either leaves a refresh token that may be spent; it is shown once more, and the person opens a card.
   */
  const unsaved = new Map<string, Grant>()

  async function keep(w: Writing, person: string, grant: Grant) {
    const kept = await held(w, person)
    const refresh = grant.refresh ?? kept?.grant.refresh ?? null
    await save(w, person, { ...grant, refresh })
  }

  async function save(w: Writing, person: string, grant: Grant, more: { renewingUntil?: null } = {}) {
    const { company, db, t, now } = w
    const { access, refresh, expiresAt } = grant
    const sealed = (await secrets.sealing(w)).seal(JSON.stringify({ access, refresh }), grantOf(person))
    const row = { sealed, expiresAt, renewedAt: now, deadAt: null, ...more }
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
        renewingUntil: t.grant.renewingUntil,
        host: t.company.host,
        origin: t.company.origin,
        endpoint: t.company.endpoint,
      })
      .from(t.grant)
      .innerJoin(t.company, eq(t.company.company, t.grant.company))
      .where(and(eq(t.grant.company, company), eq(t.grant.person, person)))
    if (!row) return undefined
    const { host, origin, endpoint, expiresAt, deadAt, renewingUntil } = row
    const { access, refresh } = JSON.parse((await secrets.opening(r)).open(row.sealed, grantOf(person)))
    const grant = { access, refresh, expiresAt, person }
    return { portal: { host, company, origin, endpoint }, grant, deadAt, renewingUntil }
  }

  async function withGrant<T>(
    company: string,
    person: string,
    ask: (portal: Portal, grant: Grant) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const kept = await store.read(company, (r) => held(r, person))
    if (!kept || kept.deadAt) return over
    const answer = await ask(kept.portal, kept.grant)
    if (answer.ok) return answer
    if (answer.reason === 'revoked') {
      const newer = await bury(kept, person)
      return newer ? ask(kept.portal, newer) : answer
    }
    if (answer.reason !== 'expired') return answer
    const renewed = await inOneFlight(kept, person)
    return renewed.ok ? ask(kept.portal, renewed.value) : renewed
  }

  function inOneFlight(failed: Held, person: string): Promise<Answer<Grant>> {
    const key = keyOf(failed, person)
    const pending = renewing.get(key)
    if (pending) return pending
    const flight = renew(key, failed, person).finally(() => renewing.delete(key))
    renewing.set(key, flight)
    return flight
  }

  async function renew(key: string, failed: Held, person: string): Promise<Answer<Grant>> {
    const { company } = failed.portal
    for (;;) {
      const turn = await store.write(company, (w) => claim(w, failed, person))
      if (turn === 'mine') break
      if (turn !== 'taken') return turn
      await wait(LOOK)
    }
    const waiting = unsaved.get(key)
    const answer: Answer<Grant> = waiting
      ? { ok: true, value: waiting }
      : await crm.renew(failed.portal, failed.grant)
    if (answer.ok) {
      const grant = { ...answer.value, person }
      unsaved.set(key, grant)
      await store.write(company, (w) => save(w, person, grant, { renewingUntil: null }))
      unsaved.delete(key)
      return { ok: true, value: grant }
    }
    if (answer.reason === 'expired' || answer.reason === 'revoked') {
      // The person may have opened a card meanwhile, and the token we showed died for that.
      const newer = await bury(failed, person)
      if (newer) return { ok: true, value: newer }
    } else {
      await store.write(company, (w) => update(w, person, { renewingUntil: null }))
    }
    return answer
  }

  /** Whose turn it is to show the refresh token: nobody's when something newer is kept, or nothing that lives. */
  async function claim(w: Writing, failed: Held, person: string): Promise<'mine' | 'taken' | Answer<Grant>> {
    const kept = await held(w, person)
    if (!kept || kept.deadAt) return over
    const key = keyOf(failed, person)
    if (kept.grant.access !== failed.grant.access) {
      unsaved.delete(key)
      return { ok: true, value: kept.grant }
    }
    if (kept.renewingUntil && kept.renewingUntil > w.now && !unsaved.has(key)) return 'taken'
    await update(w, person, { renewingUntil: new Date(w.now.getTime() + LEASE) })
    return 'mine'
  }

  /** Marks a grant dead and tells it, unless something newer is kept: then answers with that. */
  async function bury(failed: Held, person: string): Promise<Grant | undefined> {
    const { company } = failed.portal
    const found = await store.write(company, async (w) => {
      const kept = await held(w, person)
      if (kept && kept.grant.access !== failed.grant.access) return { newer: kept.grant }
      return { died: await update(w, person, { deadAt: w.now, renewingUntil: null }) }
    })
    if (found.died) dead(company, person)
    return found.newer
  }

  return {
    keep,
    withGrant,
    async idle() {
      await Promise.allSettled(renewing.values())
    },
  }
}

interface Held {
  portal: Portal
  grant: Grant
  deadAt: Date | null
  renewingUntil: Date | null
}

/** Changes a grant that lives; true when there was one. */
async function update(
  { company, db, t }: Writing,
  person: string,
  change: { deadAt?: Date; renewingUntil: Date | null },
): Promise<boolean> {
  const changed = await db
    .update(t.grant)
    .set(change)
    .where(and(eq(t.grant.company, company), eq(t.grant.person, person), isNull(t.grant.deadAt)))
    .returning({ person: t.grant.person })
  return changed.length > 0
}

const keyOf = ({ portal }: Held, person: string) => `${portal.company} ${person}`

const grantOf = (person: string) => `grant of ${person}`
