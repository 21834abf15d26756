/** Pages a host shows in a frame: how they are written, and the headers that say who may frame them and what they may do. */
import { createHash } from 'node:crypto'

export interface Page {
  html: string
  headers: Record<string, string>
}

export interface Framing {
  /** Our own origin. */
  publicUrl: string
  /** The verified portal that may frame the page; nobody may when absent. */
  portal?: string | undefined
  /** The page's own style sheet, when it has one inline. */
  style?: string
  /** The page's own script, when it has one inline. */
  script?: string
  /** Besides our own, whose pages it may frame. */
  frames?: string
  /** It sends forms, to our own server, which may lead them on to the pages it frames. */
  forms?: boolean
  /** It is shown in a window of its own, or in a frame of a page of ours that stands in the portal's. */
  ownWindow?: boolean
}

/** Only our own files run, only our own server is spoken to, and only the portal named may frame it. */
export function framedHeaders(framing: Framing): Record<string, string> {
  const { publicUrl, portal, style, script, frames, forms, ownWindow } = framing
  const { protocol, host } = new URL(publicUrl)
  const secure = protocol === 'https:'
  const policy = [
    "default-src 'none'",
    `script-src ${script ? byHash(script) : "'self'"}`,
    `style-src ${style ? byHash(style) : "'self'"}`,
    ...(frames ? [`frame-src 'self' ${frames}`] : []),
    "img-src 'self' blob:",
    // Not every browser counts the socket as 'self'.
    `connect-src 'self' ${secure ? 'wss' : 'ws'}://${host}`,
    "font-src 'none'",
    "base-uri 'none'",
    `form-action ${forms ? `'self' ${frames ?? ''}`.trim() : "'none'"}`,
    `frame-ancestors ${portal ? `${ownWindow ? "'self' " : ''}${new URL(portal).origin}` : "'none'"}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // A window that was cut off from who opened it may not close itself.
    'cross-origin-opener-policy': ownWindow ? 'unsafe-none' : 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(secure && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
  }
}

const byHash = (inline: string) => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`

/** `head` and `body` are HTML. `locale` is the host's, whose direction the page takes, whatever language it speaks itself. */
export function htmlPage({
  language,
  locale = language,
  head,
  body,
}: {
  language: Language
  locale?: string
  head: string
  body: string
}): string {
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dealthread</title>
${head}
</head>
<body>
${body}
</body>
</html>
`
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Languages we have words in. */
export const LANGUAGES = ['ru', 'uk', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export function languageOf(locale: string): Language {
  const [language] = locale.split('-')
  return language === 'ru' || language === 'uk' ? language : 'en'
}

/** Which way the host's interface runs. */
function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr'
}
