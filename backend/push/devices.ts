/** Browsers that somebody has asked to ring for him. */
import { createHash } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Secrets } from '../keys/secrets.ts'
import type { ShownWishes } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** As a browser gives it: `PushSubscription.toJSON()`. */
export interface Subscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** Browsers of one person; whoever adds another loses the oldest. */
const MOST = 10

const purposeOf = (person: string, id: string) => `device ${id} of ${person}`

/** The same browser again changes nothing but its name. */
export async function addDevice(
  w: Writing,
  secrets: Secrets,
  person: string,
  { subscription, name }: { subscription: Subscription; name: string },
) {
  const { company, db, t, now } = w
  const id = createHash('sha256').update(subscription.endpoint).digest('hex')
  const sealed = (await secrets.sealing(w)).seal(JSON.stringify(subscription), purposeOf(person, id))
  await db
    .insert(t.device)
    .values({ company, person, id, name, sealed, addedAt: now })
    .onConflictDoUpdate({ target: [t.device.company, t.device.person, t.device.id], set: { name, sealed } })
  const all = await devicesOf(w, person)
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await removeDevice(w, person, old.id)
}

export async function removeDevice({ company, db, t }: Writing, person: string, id: string) {
  await db
    .delete(t.device)
    .where(and(eq(t.device.company, company), eq(t.device.person, person), eq(t.device.id, id)))
}

/** Browsers of people who have left ring for nobody. */
export async function forgetDevicesOf(store: Store, company: string, people: string[]) {
  const theirs = ({ t }: Reading) => and(eq(t.device.company, company), inArray(t.device.person, people))
  if (people.length === 0) return
  const [any] = await store.read(company, (r) =>
    r.db.select({ id: r.t.device.id }).from(r.t.device).where(theirs(r)).limit(1),
  )
  if (any) await store.write(company, (w) => w.db.delete(w.t.device).where(theirs(w)))
}

/** The oldest first. */
export async function devicesOf(
  { company, db, t }: Reading,
  person: string,
): Promise<NonNullable<ShownWishes['push']>['devices']> {
  const rows = await db
    .select()
    .from(t.device)
    .where(and(eq(t.device.company, company), eq(t.device.person, person)))
    .orderBy(asc(t.device.addedAt), asc(t.device.id))
  return rows.map(({ id, name, addedAt }) => ({ id, name, addedAt: addedAt.toISOString() }))
}

/** Undefined when he has taken it away. */
export async function subscriptionOf(
  r: Reading,
  secrets: Secrets,
  person: string,
  id: string,
): Promise<Subscription | undefined> {
  const { company, db, t } = r
  const [row] = await db
    .select({ sealed: t.device.sealed })
    .from(t.device)
    .where(and(eq(t.device.company, company), eq(t.device.person, person), eq(t.device.id, id)))
  return row && JSON.parse((await secrets.opening(r)).open(row.sealed, purposeOf(person, id)))
}
