/** Pages that open from a folder on a disk: they load nothing, run nothing but the one script that is theirs, and say so. */
import { createHash } from 'node:crypto'
import { escaped, htmlPage, type Language } from '../companies/framed.ts'

/** A piece of a page: what people wrote is never one, until it has been escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[]

/** Puts a page together; whatever is no `Html` is text, whoever wrote it. */
export function html(pieces: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(pieces.reduce((page, piece, place) => page + written(values[place - 1]) + piece))
}

function written(value: Value): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(written).join('')
  if (value === null || value === undefined || value === false) return ''
  return escaped(String(value))
}

export interface PageIn {
  language: Language
  title: string
  body: Html
  /** A module of ours, which is all that runs. */
  script?: string
}

export function pageText({ language, title, body, script }: PageIn): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    // Pictures lie beside the pages; from a disk that is another origin to some browsers.
    "img-src 'self' file:",
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const head =
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">\n` +
    `<meta name="referrer" content="no-referrer">\n` +
    `<meta name="viewport" content="width=device-width">\n` +
    `<title>${escaped(title)}</title>\n<style>${STYLE}</style>`
  const last = script === undefined ? '' : `\n<script type="module">${script}</script>`
  return htmlPage({ language, head, body: `${body.text}${last}` })
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** A table with a heading, or a line that says there is nothing. */
export function table(columns: string[], rows: Value[][], nothing: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${nothing}</p>`
  return html`<div class="wide"><table><thead><tr>${columns.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td dir="auto">${cell}</td>`)}</tr>\n`)}</tbody></table></div>`
}

const STYLE = `:root{color-scheme:light dark;--fg:#22272e;--quiet:#5c6672;--line:#d5dae1;--card:#f4f6f8;--link:#1a5fa8;--good:#146c2e;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--fg:#e6e8eb;--quiet:#a2abb6;--line:#3a4149;--card:#24292f;--link:#8ab8ec;--good:#6fcf8b;--bad:#ff8a80}body{background:#181b1f}}
body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--fg)}main{max-width:62em;margin:0 auto;padding:24px 16px 64px}
h1{font-size:24px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:17px;margin:32px 0 8px}a{color:var(--link)}
p{margin:6px 0}.quiet{color:var(--quiet)}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;min-width:5em}th{color:var(--quiet);font-weight:500;white-space:nowrap}
article{padding:10px 12px;margin:0 0 8px;border-radius:8px;background:var(--card)}article.line{background:none;color:var(--quiet);padding:2px 12px}
article header{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}article header time,article header a{color:var(--quiet);font-size:13px}article:target{outline:2px solid var(--link)}
.text,.before{white-space:pre-wrap;overflow-wrap:anywhere;margin:4px 0}.quote,.before{border-inline-start:3px solid var(--line);padding-inline-start:10px;color:var(--quiet)}
.files{list-style:none;padding:0;margin:6px 0}.files img{display:block;max-width:min(360px,100%);max-height:240px;margin:6px 0;border-radius:6px}
.tag{font-size:12px;color:var(--quiet);border:1px solid var(--line);border-radius:9px;padding:0 7px}nav{display:flex;gap:14px;margin:8px 0 16px}
code{font-size:13px;overflow-wrap:anywhere}.good{color:var(--good);font-weight:600}.bad{color:var(--bad);font-weight:600}
.pick{display:inline-block;padding:8px 14px;border:1px solid var(--line);border-radius:8px;background:var(--card)}.pick input{display:block;margin-top:6px;max-width:100%}
@media print{article,tr{break-inside:avoid}.check{display:none}}`
