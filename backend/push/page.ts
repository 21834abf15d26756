/** The window in which a browser is asked to ring. A frame of the CRM may not ask that; a window of our own may. */
import { escaped, framedHeaders, htmlPage, languageOf, type Page } from '../companies/framed.ts'

export interface PushWindow {
  publicUrl: string
  key: string
  /** Path of its script. */
  script: string
}

/** Holds nothing of anybody: what the browser gives is handed to the page of ours that has opened it. */
export function pushPage({ publicUrl, key, script }: PushWindow, locale: string): Page {
  const headers = framedHeaders({ publicUrl, style, ownWindow: true })
  const policy = (headers['content-security-policy'] ?? '')
    .split('; ')
    // Registering a service worker is loading a script by its address.
    .filter((rule) => !/trusted-types/.test(rule))
  return {
    html: htmlPage({
      language: languageOf(locale),
      locale,
      head: `<style>${style}</style>\n<script type="module" src="${escaped(script)}"></script>`,
      body: `<main id="root" data-key="${escaped(key)}"></main>`,
    }),
    headers: {
      ...headers,
      'content-security-policy': [...policy, "worker-src 'self'"].join('; '),
    },
  }
}

const style =
  'body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#333a44;background:#fff}main{max-width:30em;margin:0 auto;padding:32px 24px}h1{font-size:20px;line-height:1.3}button{font:inherit;padding:10px 20px;border:0;border-radius:8px;background:#2067b0;color:#fff;cursor:pointer}button:focus-visible{outline:2px solid #333a44;outline-offset:2px}'
