import { type Assets, widgetPage } from '../cards/page.ts'
import type { Page } from '../companies/framed.ts'

/** Where administrators bring us into an organization: nobody frames it, and it knows nothing until one has signed in. */
export function setupPage(locale: string, about: { assets: Assets; publicUrl: string }): Page {
  const { html, headers } = widgetPage({ host: 'dynamics365', portal: '', locale }, { ...about, forms: true })
  return {
    html,
    headers: {
      ...headers,
      'x-robots-tag': 'noindex, nofollow, noarchive',
      // The windows it opens may close themselves.
      'cross-origin-opener-policy': 'same-origin-allow-popups',
    },
  }
}
