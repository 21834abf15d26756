/** How our server is asked by an administrator's page: with a token that is nowhere but here, and goes with the page. */
import type { SignInStands } from '../../backend/shown.ts'

export interface Failed {
  ok: false
  /** The server's reason, or `unreachable` where it did not answer. */
  reason: string
  /** The organization's own word, for who can mend it. */
  said?: string
}

export type Asked<T> = { ok: true; value: T } | Failed

/** Milliseconds: an import or a publishing may take minutes. */
const PATIENCE = 300_000

let session: string | undefined

export function sitDown(token: string): void {
  session = token
}

export function ask<T>(path: string, given?: object): Promise<Asked<T>> {
  return send<T>(given === undefined ? 'GET' : 'POST', `/dynamics/setup/${path}`, given)
}

/** Until a window we have opened has come to its end; undefined when it was given up here. */
export async function waitFor(
  ticket: string,
  locale: string,
  over: AbortSignal,
): Promise<Asked<SignInStands> | undefined> {
  while (!over.aborted) {
    const stands = await send<SignInStands>('POST', '/dynamics/tickets/wait', { ticket, locale }, over)
    if (over.aborted) return undefined
    if (!stands.ok || stands.value.stands !== 'waiting') return stands
  }
  return undefined
}

async function send<T>(
  method: 'GET' | 'POST',
  path: string,
  given?: object,
  over?: AbortSignal,
): Promise<Asked<T>> {
  const patience = AbortSignal.timeout(PATIENCE)
  try {
    const came = await fetch(path, {
      method,
      headers: {
        ...(session && { Authorization: `Bearer ${session}` }),
        ...(given && { 'Content-Type': 'application/json' }),
      },
      ...(given && { body: JSON.stringify(given) }),
      cache: 'no-store',
      signal: over ? AbortSignal.any([over, patience]) : patience,
    })
    const answer = await came.json()
    if (came.ok) return { ok: true, value: answer }
    return { ok: false, reason: answer.error?.reason ?? 'other', said: answer.said }
  } catch {
    // The network, or a proxy's page in place of an answer.
    return { ok: false, reason: 'unreachable' }
  }
}
