/** The address in every mail by which one click ends them, also for whoever is not signed in. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../keys/secrets.ts'

export interface Stopping {
  company: string
  person: string
}

export function stopUrl(publicUrl: string, secrets: Pick<Secrets, 'derive'>, who: Stopping): string {
  return `${publicUrl}/mail/stop?${new URLSearchParams({ ...who, sign: signOf(secrets, who) })}`
}

export function isSigned(
  secrets: Pick<Secrets, 'derive'>,
  { sign, ...who }: Stopping & { sign: string },
): boolean {
  const [given, ours] = [Buffer.from(sign), Buffer.from(signOf(secrets, who))]
  return given.length === ours.length && timingSafeEqual(given, ours)
}

function signOf(secrets: Pick<Secrets, 'derive'>, { company, person }: Stopping): string {
  const key = secrets.derive({ company, purpose: 'stopping of mail' })
  return createHmac('sha256', key).update(person).digest('base64url')
}
