/** The diagnosis, and the test of an event's way there and back. */
import { batch, signal } from '@preact/signals'
import type { Attempt, Diagnosis, Finding } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import type { HomeApi } from '../api.ts'

export type Trip =
  | { state: 'waiting' }
  | { state: 'arrived'; ms: number }
  | { state: 'late' }
  | { state: 'refused'; reason: string }

export const diagnosis = signal<Diagnosis | undefined>(undefined)
/** Why there is none, or no newer one. */
export const failure = signal<string | undefined>(undefined)
export const checking = signal(false)
export const trip = signal<Trip | undefined>(undefined)

/** Milliseconds between looks for the event, and until it counts as lost. */
const LOOK = 1000
const LATE = 30_000

type Asks = Pick<HomeApi, 'diagnosis' | 'sendTest' | 'testArrived'>

export async function check(api: Asks): Promise<void> {
  checking.value = true
  const answer = await api.diagnosis()
  batch(() => {
    checking.value = false
    failure.value = answer.ok ? undefined : answer.reason
    if (answer.ok) diagnosis.value = answer.value
  })
}

/** Sends a test event and waits for it, for half a minute. */
export async function tryRoundTrip(api: Asks, wait = sleep): Promise<void> {
  if (trip.peek()?.state === 'waiting') return
  trip.value = { state: 'waiting' }
  trip.value = await roundTrip(api, wait)
  await check(api)
}

async function roundTrip(api: Asks, wait: (ms: number) => Promise<void>): Promise<Trip> {
  const sent = await api.sendTest()
  const reason = refusalOf(sent)
  if (!sent.ok || reason) return { state: 'refused', reason: reason ?? 'broken' }
  for (let waited = 0; waited < LATE; waited += LOOK) {
    await wait(LOOK)
    const answer = await api.testArrived(sent.value.at)
    if (answer.ok && answer.value.ms !== null) return { state: 'arrived', ms: answer.value.ms }
  }
  return { state: 'late' }
}

/** Why an attempt came to nothing: our server's reason, or the host's. */
export function refusalOf(answer: Result<Attempt>): string | undefined {
  return answer.ok ? answer.value.refused : answer.reason
}

/** Why an event does not come, as far as the other findings tell. */
export function likelyWhy(findings: Finding[]): 'unbound' | 'address' | 'silent' | 'network' {
  const find = <Name extends Finding['about']>(about: Name) =>
    findings.find((one): one is Extract<Finding, { about: Name }> => one.about === about)
  const events = find('events')
  if (events && events.lacking.length > 0) return 'unbound'
  if (find('calls')?.shut) return 'silent'
  if (find('address')?.https === false) return 'address'
  return 'network'
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
