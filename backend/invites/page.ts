import { type Assets, widgetPage } from '../cards/page.ts'
import type { Page } from '../companies/framed.ts'

/** Where guests come in: nobody frames it, no search engine keeps it, and it knows nothing until a secret is shown. */
export function guestPage(locale: string, about: { assets: Assets; publicUrl: string }): Page {
  const { html, headers } = widgetPage({ host: 'bitrix24', portal: '', locale }, about)
  return { html, headers: { ...headers, 'x-robots-tag': 'noindex, nofollow, noarchive' } }
}
