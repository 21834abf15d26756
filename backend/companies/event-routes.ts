import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Inbox, Telling } from './inbox.ts'
import type { Throttle } from './throttle.ts'

export interface HostEventRoutesDeps {
  /** Whose events these are. */
  crm: Telling['host']
  inbox: Pick<Inbox, 'receive'>
  throttle: Throttle
  /** The address a request comes from. */
  sourceOf(c: Context): string
}

const LARGEST_EVENT = 256 * 1024

/**
 * Where a host tells us what has happened. Hosts do not tell twice and leave slow listeners for later: we answer when it
 * is written down and ask nobody meanwhile. What is not a host's is answered the same, so nobody learns who is with us.
 */
export function hostEventRoutes({ crm, inbox, throttle, sourceOf }: HostEventRoutesDeps) {
  return new Hono()
    .post('/', bodyLimit({ maxSize: LARGEST_EVENT }), async (c) => {
      const telling = { host: crm, body: await c.req.text(), headers: c.req.header() }
      await inbox.receive(telling, () => throttle.take(sourceOf(c)))
      return c.json({ status: 'ok' }, 200)
    })
    .get('/', (c) => c.json({ status: 'ok' }, 200))
}
