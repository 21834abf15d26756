/** Our server, one function per verb. What cannot be done comes back as a value with a reason, never as an exception. */

import type {
  CardSnapshot,
  EventPage,
  MessagePage,
  SearchPage,
  ShownDraft,
  ShownError,
  ShownMessage,
  ShownThread,
} from '../backend/shown.ts'
import type { RecordPanel } from '../crm-adapters/port.ts'

export type Result<T> = { ok: true; value: T } | Failed
export interface Failed {
  ok: false
  /** A reason of the server, `unreachable` when it did not answer, or `broken` when its answer made no sense. */
  reason: string
  message: string
  /** The same request may succeed later. */
  retryable: boolean
}

export interface NewMessage {
  text: string
  replyTo?: string
  files?: string[]
  mentions?: string[]
}

export interface NewThread {
  id: string
  kind: 'topic' | 'private'
  title: string
  people?: string[]
  role?: string
}

export interface Version {
  text: string
  until: string
  by: string
}

export interface Reads {
  readSeq: number
  unread: number
}

export type Api = ReturnType<typeof connectApi>

const patience = 20_000

/**
 * @param onSessionOver proves to the host again and calls `renew`; the request that met the end is then repeated once.
 */
export function connectApi(opening: { token: string; onSessionOver: () => Promise<unknown> }) {
  let token = opening.token
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
    renewing ??= opening.onSessionOver().then(settled, settled)
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

  const thread = (id: string) => `/api/threads/${encodeURIComponent(id)}`
  const message = (threadId: string, id: string) => `${thread(threadId)}/messages/${encodeURIComponent(id)}`
  const file = (id: string) => `/api/files/${encodeURIComponent(id)}`

  return {
    token: () => token,
    renew,
    /** Proves the session again through the host; false when it could not. */
    renewal,
    card: () => call<CardSnapshot>('GET', '/api/card'),
    panel: () => call<RecordPanel>('GET', '/api/card/panel'),
    events: (after: number, limit = eventPage) =>
      call<EventPage>('GET', `/api/events${query({ after, limit })}`),
    search: (asked: { q: string; scope: 'card' | 'all'; before?: string | undefined }) =>
      call<SearchPage>('GET', `/api/search${query(asked)}`),

    messages: (id: string, page: { before?: number; after?: number; limit?: number } = {}) =>
      call<MessagePage>('GET', `${thread(id)}/messages${query(page)}`),
    send: (threadId: string, id: string, said: NewMessage) =>
      call<ShownMessage>('PUT', message(threadId, id), said),
    edit: (threadId: string, id: string, text: string) =>
      call<ShownMessage>('PATCH', message(threadId, id), { text }),
    remove: (threadId: string, id: string) => call<ShownMessage>('DELETE', message(threadId, id)),
    versions: (threadId: string, id: string) =>
      call<{ versions: Version[] }>('GET', `${message(threadId, id)}/versions`),
    react: (threadId: string, id: string, emoji: string) =>
      call<ShownMessage>('PUT', `${message(threadId, id)}/reactions/${encodeURIComponent(emoji)}`),
    unreact: (threadId: string, id: string, emoji: string) =>
      call<ShownMessage>('DELETE', `${message(threadId, id)}/reactions/${encodeURIComponent(emoji)}`),
    pin: (threadId: string, id: string) => call<ShownMessage>('PUT', `${message(threadId, id)}/pin`),
    unpin: (threadId: string, id: string) => call<ShownMessage>('DELETE', `${message(threadId, id)}/pin`),

    openThread: (opened: NewThread) => call<ShownThread>('POST', '/api/threads', opened),
    read: (id: string, seq: number) => call<Reads>('PUT', `${thread(id)}/read`, { seq }),
    unread: (id: string, seq: number) => call<Reads>('PUT', `${thread(id)}/unread`, { seq }),
    mute: (id: string) => call<{ mutedAt?: string }>('PUT', `${thread(id)}/mute`),
    unmute: (id: string) => call<{ mutedAt?: string }>('DELETE', `${thread(id)}/mute`),
    closeThread: (id: string) => call<{ closedAt?: string }>('PUT', `${thread(id)}/closed`),
    reopenThread: (id: string) => call<{ closedAt?: string }>('DELETE', `${thread(id)}/closed`),
    saveDraft: (id: string, draft: ShownDraft) => call<void>('PUT', `${thread(id)}/draft`, draft),

    fileBytes: (id: string, want: { preview?: boolean } = {}) =>
      proven(() => attempt('GET', file(id) + (want.preview ? '?preview=1' : ''), undefined, (r) => r.blob())),
  }
}

/** Events asked for at once. */
export const eventPage = 200

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

function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
