import { Hono } from 'hono'
import type { Page } from '../companies/framed.ts'

/** Our own page for administrators, in the language their browser asks for, or another by `?lang=`. */
export function setupPageRoutes({ page }: { page(locale: string): Page }) {
  return new Hono().get('/', (c) => {
    const { html, headers } = page(c.req.query('lang') ?? preferred(c.req.header('accept-language')))
    return c.body(html, 200, headers)
  })
}

/** The language a browser asks for first. */
function preferred(header: string | undefined): string {
  return /^\s*([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)/.exec(header ?? '')?.[1] ?? 'en'
}
