/** Bold text and links of BB code; its other marks are left out. */
import { html } from 'hono/html'
import type { Html } from './parts.ts'
import type { Viewer } from './viewer.ts'

const marked = /\[b\](.*?)\[\/b\]|\[url=([^\]]+)\](.*?)\[\/url\]/gis
const mark = /\[\/?[a-z*]+(=[^\]]*)?\]/gi

export function bbCode({ to }: Viewer, text: string): Html {
  const parts: Html[] = []
  let from = 0
  for (const match of text.matchAll(marked)) {
    const [whole, bold, address, words] = match
    parts.push(plain(text.slice(from, match.index)))
    if (bold !== undefined) parts.push(html`<b>${bold.replace(mark, '')}</b>`)
    else parts.push(link(address ?? '', (words ?? '').replace(mark, ''), to))
    from = match.index + whole.length
  }
  return html`${[...parts, plain(text.slice(from))]}`
}

function plain(text: string): Html {
  const lines = text
    .replaceAll(/\[br\]/gi, '\n')
    .replace(mark, '')
    .split('\n')
  return html`${lines.map((line, place) => (place === 0 ? html`${line}` : html`<br>${line}`))}`
}

function link(address: string, words: string, to: Viewer['to']): Html {
  if (address.startsWith('/') && !address.startsWith('//')) return html`<a href="${to(address)}">${words}</a>`
  return /^https?:\/\//.test(address)
    ? html`<a href="${address}" target="_blank" rel="noopener">${words}</a>`
    : html`${words}`
}
