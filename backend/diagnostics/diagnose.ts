/** How the connection with a company's host is, line by line, worst news not hidden: what an administrator can mend. */
import { and, count, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Capabilities, Traffic, Wants } from '../../crm-adapters/port.ts'
import { recentCalls } from '../companies/calls.ts'
import { copiesOf } from '../companies/copies.ts'
import { framedHeaders } from '../companies/framed.ts'
import type { Hosts } from '../companies/hosts.ts'
import { lately } from '../errands/history.ts'
import { peopleById } from '../people/people.ts'
import type { Diagnosis, Finding } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { asked, USUAL } from './calls.ts'
import { told } from './events.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Milliseconds after which people, read every hour, are old. */
const PEOPLE_OLD = 3 * HOUR
/** Milliseconds a question may take before it counts as slow: as long as a person waits. */
const SLOW = 2000
const REFUSALS = 10
/** Calls looked through for a refusal that says the plan is over. */
const LOOKED_AT = 200

export interface DiagnoseDeps {
  at: Hosts['at']
  publicUrl: string
  version: string
  /** Where what we keep has to lie, and the push services outside that are turned to all the same. */
  region: { name: string; push: string[] } | undefined
  now: Date
}

/** Of a host this server is not set up for. */
const NOTHING: Wants = { scopes: [], placements: [], events: [] }
const CLOSED: Traffic = { waiting: 0, resting: [], shut: true }

type About<Name extends Finding['about']> = Extract<Finding, { about: Name }>

/** Undefined when the company is not installed. */
export async function diagnose(r: Reading, deps: DiagnoseDeps): Promise<Diagnosis | undefined> {
  const { company, db, t } = r
  const { now, version } = deps
  const [row] = await db
    .select()
    .from(t.company)
    .where(and(eq(t.company.company, company), isNull(t.company.uninstalledAt)))
  if (!row) return undefined
  const { capabilities, boundAt, host, installedAt, origin, peopleReadAt, installedBy } = row
  const crm = deps.at(host)
  const wants = crm?.wants ?? NOTHING
  return {
    at: now.toISOString(),
    portal: origin,
    findings: [
      address(deps.publicUrl, origin),
      placements(wants, capabilities, boundAt),
      scopes(wants, capabilities, row.scopes),
      await events(r, wants, capabilities),
      await grant(r, installedBy),
      await calls(r, crm?.traffic(company) ?? CLOSED, now),
      ...(await refusals(r, capabilities?.plan ?? null, now)),
      await errands(r, now),
      await people(r, peopleReadAt, now),
      ...(await copies(r)),
      ...missing(capabilities),
      ...residence(deps.region),
      { about: 'version', state: 'ok', version, host, installedAt: installedAt.toISOString() },
    ],
  }
}

function address(url: string, portal: string): About<'address'> {
  const { protocol, hostname } = new URL(url)
  const https = protocol === 'https:'
  const here = hostname === 'localhost' || hostname.startsWith('127.')
  const policy = framedHeaders({ publicUrl: url, portal })['content-security-policy'] ?? ''
  return { about: 'address', state: https ? 'ok' : here ? 'attention' : 'broken', url, https, policy }
}

function placements(wants: Wants, known: Capabilities | null, at: Date | null): About<'placements'> {
  const bound = known?.placements ?? []
  const lacking = wants.placements.filter((one) => !bound.includes(one))
  const none = bound.length === 0 && wants.placements.length > 0
  const state = none ? 'broken' : lacking.length > 0 ? 'attention' : 'ok'
  return { about: 'placements', state, bound, lacking, at: at?.toISOString() ?? null }
}

function scopes(wants: Wants, known: Capabilities | null, told: string[]): About<'scopes'> {
  // An old portal does not say; then what came with the installation counts.
  const granted = known && known.scopes.length > 0 ? known.scopes : told
  const lacking = wants.scopes.filter((one) => !granted.includes(one))
  return { about: 'scopes', state: lacking.length > 0 ? 'broken' : 'ok', granted, lacking }
}

async function events(r: Reading, wants: Wants, known: Capabilities | null): Promise<About<'events'>> {
  const bound = known?.events ?? []
  const lacking = wants.events.filter((one) => !bound.includes(one))
  const { lastAt, waiting, failing } = await told(r)
  const state = bound.length === 0 ? 'broken' : lacking.length + failing.length > 0 ? 'attention' : 'ok'
  return { about: 'events', state, lacking, lastAt: lastAt?.toISOString() ?? null, waiting, failing }
}

async function grant(r: Reading, installer: string): Promise<About<'grant'>> {
  const { company, db, t } = r
  const [kept] = await db
    .select({ renewedAt: t.grant.renewedAt, deadAt: t.grant.deadAt })
    .from(t.grant)
    .where(and(eq(t.grant.company, company), eq(t.grant.person, installer)))
  const person = (await peopleById(r, [installer])).get(installer) ?? null
  const state = !kept || kept.deadAt ? 'broken' : person?.leftAt ? 'attention' : 'ok'
  const at = (date: Date | null | undefined) => date?.toISOString() ?? null
  return { about: 'grant', state, person, renewedAt: at(kept?.renewedAt), deadAt: at(kept?.deadAt) }
}

async function calls(r: Reading, traffic: Traffic, now: Date): Promise<About<'calls'>> {
  const gone = await asked(r, new Date(now.getTime() - HOUR))
  const strained = traffic.resting.length > 0 || gone.repeated > 0 || gone.slow > SLOW
  const state = traffic.shut ? 'broken' : strained ? 'attention' : 'ok'
  return { about: 'calls', state, ...gone, ...traffic }
}

async function refusals(r: Reading, plan: string | null, now: Date): Promise<Finding[]> {
  const since = new Date(now.getTime() - DAY)
  const failed = await recentCalls(r, { limit: LOOKED_AT, onlyFailed: true })
  const shown = failed.flatMap(({ at, method, reason, status }) =>
    reason === null ? [] : [{ at: at.toISOString(), method, reason, status, late: at >= since }],
  )
  const alarming = shown.some(({ late, reason }) => late && !USUAL.has(reason))
  const unpaid = shown.find(({ late, reason }) => late && reason === 'unpaid')
  return [
    {
      about: 'refusals',
      state: alarming ? 'attention' : 'ok',
      calls: shown.slice(0, REFUSALS).map(({ late: _, ...call }) => call),
    },
    { about: 'plan', state: unpaid ? 'broken' : 'ok', plan, unpaidAt: unpaid?.at ?? null },
  ]
}

async function errands(r: Reading, now: Date): Promise<About<'errands'>> {
  const failed = (await lately(r)).filter(({ failedAt }) => now.getTime() - failedAt.getTime() < 7 * DAY)
  return {
    about: 'errands',
    state: failed.length > 0 ? 'attention' : 'ok',
    failed: failed.slice(0, REFUSALS).map(({ kind, record, reason, tries, failedAt }) => ({
      kind,
      record,
      reason,
      tries,
      at: failedAt.toISOString(),
    })),
  }
}

function missing(known: Capabilities | null): Finding[] {
  const names = known?.missing ?? []
  return names.length > 0 ? [{ about: 'missing', state: 'ok', names }] : []
}

function residence(region: DiagnoseDeps['region']): Finding[] {
  return region ? [{ about: 'region', state: 'ok', ...region }] : []
}

async function copies(r: Reading): Promise<Finding[]> {
  const known = (await copiesOf(r)).map(({ copy, firstAt, lastAt }) => ({
    id: copy,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  }))
  return known.length > 0 ? [{ about: 'copies', state: 'attention', copies: known }] : []
}

async function people(r: Reading, readAt: Date | null, now: Date): Promise<About<'people'>> {
  const { company, db, t } = r
  const among = (which: ReturnType<typeof isNull>) =>
    db
      .select({ people: count() })
      .from(t.person)
      .where(and(eq(t.person.company, company), which))
  const [[present], [left]] = [await among(isNull(t.person.leftAt)), await among(isNotNull(t.person.leftAt))]
  const old = readAt === null || now.getTime() - readAt.getTime() > PEOPLE_OLD
  return {
    about: 'people',
    state: readAt === null ? 'broken' : old ? 'attention' : 'ok',
    readAt: readAt?.toISOString() ?? null,
    present: present?.people ?? 0,
    left: left?.people ?? 0,
  }
}
