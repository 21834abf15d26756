/** What a browser loads to be pushed to; open to everybody, for nothing of anybody is in it. */
import { Hono } from 'hono'

export interface PushRoutesDeps {
  pushPage(locale: string): { html: string; headers: Record<string, string> }
  /** The service worker. */
  pushWorker(): Uint8Array<ArrayBuffer>
}

export function pushRoutes({ pushPage, pushWorker }: PushRoutesDeps) {
  return new Hono()
    .get('/window', (c) => {
      const { html, headers } = pushPage(c.req.query('lang') ?? 'en')
      return c.body(html, 200, headers)
    })
    .get('/worker.js', (c) => {
      c.header('content-type', 'text/javascript; charset=utf-8')
      c.header('cache-control', 'no-cache')
      c.header('x-content-type-options', 'nosniff')
      return c.body(pushWorker())
    })
}
