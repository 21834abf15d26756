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
}

const patience = 20_000

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

  /** Several requests that meet the end of the session together prove it again once. */
  async function proven<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    const used = token
    const first = await ask()
    if (first.ok || first.reason !== 'session_over') return first
    if (used === token) await renewal()
    return used === token ? first : ask()
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
  try {
    const { error } = (await response.json()) as ShownError
    return failed(error.reason, error.message, retryable)
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
