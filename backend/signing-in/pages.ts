/** Pages for signing in, and the words beside them. */
import { type Explanation, explainedBy } from '../companies/explanations.ts'
import { framedHeaders, htmlPage, languageOf, type Page } from '../companies/framed.ts'
import type { SignInStands } from '../shown.ts'
import { type Standing, said } from './said.ts'

export interface About {
  /** BCP 47. */
  locale: string
  publicUrl: string
  /** Origin of the verified portal in whose page ours stands. */
  portal?: string | undefined
}

const WELL = new Set<Standing>(['signed_in', 'consented'])

/**
 * Sends its window on to the provider. No redirect: browsers follow those of a form only to where its page may send forms, and
 * providers send people on to others.
 */
export function onwardPage(url: string, { locale, publicUrl, portal }: About): Page {
  const script = `location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})`
  return {
    html: htmlPage({ language: languageOf(locale), locale, head: `<script>${script}</script>`, body: '' }),
    headers: framedHeaders({ publicUrl, portal, script, ownWindow: true }),
  }
}

/** What stands in a window of its own when somebody has come back; it closes itself when all is well. */
export function endPage(what: Standing, about: About): Explanation {
  return explainedBy(said(what), { ...about, closing: WELL.has(what) ? 'itself' : 'by hand' })
}

/** What stands where the card would be. */
export function noCard(what: Standing, about: About): Explanation {
  return explainedBy(said(what), about)
}

/** The same as values, for a page of ours that is there already. */
export function wordsOf(what: Standing, locale: string) {
  const { status, [languageOf(locale)]: words } = said(what)
  return { status, title: words[0], text: words[1] }
}

export function standsFor(what: 'waiting' | Standing, locale: string): SignInStands {
  if (what === 'waiting' || what === 'signed_in' || what === 'consented') return { stands: what }
  const { title, text } = wordsOf(what, locale)
  return { stands: 'refused', reason: what, title, text }
}
