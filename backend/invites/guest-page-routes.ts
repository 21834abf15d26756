import { Hono } from 'hono'
import type { Page } from '../companies/framed.ts'

/** The page a guest's link leads to. Looking at it uses nothing up: messengers look at links before people do. */
export function guestPageRoutes({ page }: { page(locale: string): Page }) {
  return new Hono().get('/', (c) => {
    const { html, headers } = page(preferred(c.req.header('accept-language')))
    return c.body(html, 200, headers)
  })
}

/** The language a browser asks for first. */
function preferred(header: string | undefined): string {
  return /^\s*([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)/.exec(header ?? '')?.[1] ?? 'en'
}
