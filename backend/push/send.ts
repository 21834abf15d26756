/** Sends to a browser by its push service; what is sent only that browser can read (RFC 8030, 8188, 8291). */
import type { LetterReason } from '../shown.ts'
import type { Subscription } from './devices.ts'
import type { PushKeys } from './keys.ts'
import type { Outgoing, Unanswered } from './outgoing.ts'

export interface Push {
  title: string
  body: string
  /** A later one of the same tag takes its place. */
  tag: string
  /** What it opens. */
  url: string | null
  urgent: boolean
}

export type Pushed = { ok: true } | { ok: false; reason: LetterReason; said: string; final: boolean }

export interface PusherDeps {
  keys: PushKeys
  /** Whom a push service may turn to: `mailto:` or `https:`. */
  subject: string
  /** Sends a request to an address others have named; guards what we connect to. */
  send(request: Outgoing): Promise<{ status: number } | Unanswered>
  /** Whether we may turn to that push service at all. */
  allowed(url: URL): boolean
}

/** Seconds a push service keeps what it cannot deliver. */
const KEPT = 4 * 60 * 60
/** Not for long when it is urgent: it rings again in five minutes. */
const KEPT_URGENT = 5 * 60

export function createPusher({ keys, subject, send, allowed }: PusherDeps) {
  return {
    async push(subscription: Subscription, { urgent, ...shown }: Push): Promise<Pushed> {
      const service = new URL(subscription.endpoint)
      // It was added when more were named.
      if (!allowed(service)) return { ok: false, reason: 'gone', said: '', final: true }
      // Loaded when first needed, as few need it.
      const { default: webPush } = await import('web-push')
      const { headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(shown), {
        vapidDetails: { subject, ...keys },
        TTL: urgent ? KEPT_URGENT : KEPT,
        urgency: urgent ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      })
      const answer = await send({ url: service, headers: withoutLength(headers), bytes: body })
      if ('unanswered' in answer)
        return { ok: false, reason: 'unreachable', said: answer.unanswered, final: false }
      return meaningOf(answer.status)
    },
  }
}

export type Pusher = ReturnType<typeof createPusher>

function withoutLength(headers: Record<string, string | number>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !/^content-(length|type)$/i.test(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

function meaningOf(status: number): Pushed {
  const said = `HTTP ${status}`
  if (status >= 200 && status < 300) return { ok: true }
  // The browser has let go of it, or of the key it was asked with.
  if ([401, 403, 404, 410].includes(status)) return { ok: false, reason: 'gone', said, final: true }
  if (status === 429 || status >= 500) return { ok: false, reason: 'later', said, final: false }
  return { ok: false, reason: 'refused', said, final: true }
}
