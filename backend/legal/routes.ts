import { type Context, Hono } from 'hono'
import { legalPage } from './pages.ts'

/** What a marketplace and a customer's lawyer want to read; open to everybody. */
export function legalRoutes({ publicUrl }: { publicUrl: string }) {
  const page = (which: 'licence' | 'privacy') => (c: Context) => {
    const wanted = c.req.query('lang') ?? c.req.header('accept-language') ?? ''
    const { html, headers } = legalPage(which, wanted, publicUrl)
    return c.body(html, 200, headers)
  }
  return new Hono().get('/licence', page('licence')).get('/privacy', page('privacy'))
}
