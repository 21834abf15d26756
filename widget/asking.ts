/** How our server is asked: in one session, which is proven again when it ends. Failures are values with a reason. */

import type { ShownError } from '../backend/shown.ts'

export type Result<T> = { ok: true; value: T } | Failed
export interface Failed {
  ok: false
  /** A reason of the server, `unreachable` when it did not answer, or `broken` when its answer made no sense. */
  reason: string
  message: string
  /** The same request may succeed later. */
  retryable: boolean
  /** Milliseconds we were asked to wait: there were too many of us, or of mine. */
  wait?: number
}

const patience = 20_000
/** How often a request that came too fast is repeated, and how long it waits for that at most. */
const repeatsMost = 5
const waitMost = 30_000

/** A session, and how it is proven again. */
export interface Sitting {
  token: string
  /** Proves to the host again and calls `renew`; the request that met the end is then repeated once. */
  onSessionOver: () => Promise<unknown>
}

export function asking(sitting: Sitting) {
  let token = sitting.token
  let renewing: Promise<unknown> | undefined

  async function call<T>(method: string, path: string, body?: unknown): Promise<Result<T>> {
    return proven(() => attempt(method, path, body, read<T>))
  }

  /** Whoever came too fast waits as long as he was told and asks again: nobody need know. */
  async function inGoodTime<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    for (let repeats = 0; ; repeats++) {
      const answer = await ask()
      if (answer.ok || !answer.wait || repeats === repeatsMost) return answer
      const { wait } = answer
      await new Promise((go) => setTimeout(go, wait))
    }
  }

  /** Several requests that meet the end of the session together prove it again once. */
  async function proven<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    const used = token
    const first = await inGoodTime(ask)
    if (first.ok || first.reason !== 'session_over') return first
    if (used === token) await renewal()
    return used === token ? first : inGoodTime(ask)
  }

  async function renewal(): Promise<boolean> {
    const before = token
    renewing ??= sitting.onSessionOver().then(settled, settled)
    await renewing
    return token !== before
  }

  // A host that cannot prove leaves the token as it was, which is how the callers see it.
  function settled() {
    renewing = undefined
  }

  async function attempt<T>(
    method: string,
    path: string,
    body: unknown,
    take: (response: Response) => Promise<T>,
  ): Promise<Result<T>> {
    try {
      const response = await fetch(path, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: 'no-store',
        signal: AbortSignal.timeout(patience),
      })
      return response.ok ? { ok: true, value: await take(response) } : await refused(response)
    } catch (error) {
      return failed('unreachable', error instanceof Error ? error.message : String(error), true)
    }
  }

  async function renew(proof: string) {
    const renewed = await attempt(
      'POST',
      '/api/session',
      { proof },
      read<{ token: string; expiresAt: string }>,
    )
    if (renewed.ok) token = renewed.value.token
    return renewed
  }

  return {
    /** Our server's JSON. */
    call,
    /** Repeats a question that met the end of the session. */
    proven,
    attempt,
    token: () => token,
    /** Goes on in a session that was proven in another way. */
    take(proven: string) {
      token = proven
    },
    renew,
    /** Proves the session again through the host; false when it could not. */
    renewal,
  }
}

async function read<T>(response: Response): Promise<T> {
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function refused(response: Response): Promise<Failed> {
  const retryable = passing.has(response.status)
  const told = response.status === 429 ? Number(response.headers.get('Retry-After')) * 1000 : 0
  try {
    const { error } = (await response.json()) as ShownError
    const { reason, message } = error
    return { ok: false, reason, message, retryable, ...(told > 0 && { wait: Math.min(told, waitMost) }) }
  } catch {
    return failed('broken', `HTTP ${response.status}`, retryable)
  }
}

// 401 passes too: the host can prove the person again later.
const passing = new Set([401, 408, 425, 429, 500, 502, 503, 504])

function failed(reason: string, message: string, retryable: boolean): Failed {
  return { ok: false, reason, message, retryable }
}

export function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
