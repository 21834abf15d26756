import { escaped, framedHeaders, htmlPage, languageOf, type Page } from '../companies/framed.ts'
import { mailWords } from './words.ts'

/** Asks whether mails are to end, and says so when they have. */
export function stopPage(publicUrl: string, locale: string, state: 'asking' | 'done' | 'wrong'): Page {
  const { title, text, button, done, wrong } = mailWords(locale).page
  const said = { asking: text, done, wrong }[state]
  // It is sent to the page's own address, which says whose mails they are.
  const form = state === 'asking' ? `<form method="post"><button>${escaped(button)}</button></form>` : ''
  return {
    html: htmlPage({
      language: languageOf(locale),
      head: `<meta name="robots" content="noindex">\n<style>${style}</style>`,
      body: `<main><h1>${escaped(title)}</h1><p>${escaped(said)}</p>${form}</main>`,
    }),
    headers: framedHeaders({ publicUrl, style, forms: true }),
  }
}

const style =
  'body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#333a44;background:#fff}main{max-width:36em;margin:0 auto;padding:48px 24px}h1{font-size:24px;line-height:1.3}button{font:inherit;padding:10px 20px;border:0;border-radius:8px;background:#2067b0;color:#fff;cursor:pointer}'
