/** The page behind the last line of our mails. Opening it changes nothing: mail programs look at links by themselves. */
import { type Context, Hono } from 'hono'
import type { Stopping } from './stop.ts'

export interface StopRoutesDeps {
  isSigned(who: Stopping & { sign: string }): boolean
  /** Ends his mails; answers with his language. */
  stop(who: Stopping): Promise<void>
  localeOf(who: Stopping): Promise<string>
  page(locale: string, state: 'asking' | 'done' | 'wrong'): { html: string; headers: Record<string, string> }
}

export function stopRoutes({ isSigned, stop, localeOf, page }: StopRoutesDeps) {
  const whoIn = (c: Context) => {
    const { company = '', person = '', sign = '' } = c.req.query()
    return isSigned({ company, person, sign }) ? { company, person } : undefined
  }
  return new Hono()
    .get('/stop', async (c) => {
      const who = whoIn(c)
      const { html, headers } = page(
        who ? await localeOf(who) : (c.req.header('accept-language') ?? 'en'),
        who ? 'asking' : 'wrong',
      )
      return c.body(html, who ? 200 : 404, headers)
    })
    .post('/stop', async (c) => {
      const who = whoIn(c)
      if (who) await stop(who)
      const { html, headers } = page(who ? await localeOf(who) : 'en', who ? 'done' : 'wrong')
      return c.body(html, who ? 200 : 404, headers)
    })
}
