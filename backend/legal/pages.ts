import {
  escaped,
  framedHeaders,
  htmlPage,
  LANGUAGES,
  type Language,
  languageOf,
  type Page,
} from '../companies/framed.ts'
import { licence } from './licence.ts'
import { privacy } from './privacy.ts'

/** A document in one language; each section is its heading and paragraphs. */
export interface Document {
  title: string
  sections: [heading: string, ...paragraphs: string[]][]
}

export type InEveryLanguage = Record<Language, (server: string) => Document>

const documents = { licence, privacy }

/** `wanted` is a language or an `Accept-Language` header. */
export function legalPage(which: keyof typeof documents, wanted: string, publicUrl: string): Page {
  const language = firstOf(wanted)
  const { title, sections } = documents[which][language](new URL(publicUrl).host)
  const others = LANGUAGES.filter((other) => other !== language).map(
    (other) => `<a href="?lang=${other}" lang="${other}" hreflang="${other}">${names[other]}</a>`,
  )
  const body = [
    `<nav>${others.join(' · ')}</nav>`,
    `<h1>${escaped(title)}</h1>`,
    ...sections.flatMap(([heading, ...paragraphs]) => [
      `<h2>${escaped(heading)}</h2>`,
      ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ]),
  ]
  return {
    headers: framedHeaders({ publicUrl, style }),
    html: htmlPage({ language, head: `<style>${style}</style>`, body: `<main>${body.join('\n')}</main>` }),
  }
}

const names: Record<Language, string> = { ru: 'Русский', uk: 'Українська', en: 'English' }

const style =
  'body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#333a44;background:#fff}main{max-width:44em;margin:0 auto;padding:32px 24px 64px}h1{font-size:26px;line-height:1.3}h2{font-size:18px;margin-top:2em}nav{text-align:right}a{color:#2067b0}'

/** The first language of the header that we have; portals' own names for some are taken too. */
function firstOf(wanted: string): Language {
  const tags = wanted.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase() ?? '')
  const known = tags.find((tag) => /^(ru|uk|ua|en)\b/.test(tag)) ?? 'en'
  return languageOf(known.replace(/^ua/, 'uk'))
}
