/** Hands mail in at the company's mail server. */
import type { Transporter } from 'nodemailer'
import type { LetterReason } from '../shown.ts'

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** Without its domain; the same at every try, so that a server that took it twice shows it once. */
  id: string
  /** Mails of the same word stand together in a mailbox. */
  thread: string
  /** Where one click ends these mails; absent in one that was just asked for. */
  stopUrl?: string
}

export type Handed = { ok: true } | { ok: false; reason: LetterReason; said: string; final: boolean }

export interface Mailer {
  send(mail: Mail): Promise<Handed>
}

const CONNECTING = 10_000
const SILENCE = 30_000
/** Characters of a mail server's words that are kept. */
const SAID_MOST = 200

/** @param from `Dealthread <chat@example.com>` */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const [domain] = from.slice(from.lastIndexOf('@') + 1).split('>')
  const options = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    // A password goes over no open line.
    requireTLS: !secure && username !== '',
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECTING,
    greetingTimeout: CONNECTING,
    socketTimeout: SILENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  let transport: Promise<Transporter> | undefined
  // Loaded with the first mail: a start need not wait for it.
  const connected = async () => (await import('nodemailer')).createTransport(options)

  return {
    async send({ to, subject, text, html, id, thread, stopUrl }) {
      const about = `<${thread}@${domain}>`
      try {
        transport ??= connected()
        await (await transport).sendMail({
          from,
          to: { name: '', address: to },
          ...{ subject, text, html },
          messageId: `<${id}@${domain}>`,
          inReplyTo: about,
          references: about,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...(stopUrl && {
              'List-Unsubscribe': `<${stopUrl}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
          },
        })
        return { ok: true }
      } catch (error) {
        return { ok: false, ...whatItMeans(error as SmtpError) }
      }
    },
  }
}

/** Of nodemailer: https://nodemailer.com/errors/ */
interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
}

function whatItMeans({ code, responseCode = 0, response, message }: SmtpError) {
  const said = (response ?? message).replaceAll(/\s+/g, ' ').slice(0, SAID_MOST)
  if (code === 'EAUTH') return { reason: 'login' as const, said, final: false }
  if (responseCode >= 500) return { reason: refusalIn(responseCode, said), said, final: true }
  if (responseCode >= 400) return { reason: 'later' as const, said, final: false }
  return { reason: 'unreachable' as const, said, final: false }
}

/** By RFC 3463's enhanced codes, else by RFC 5321's. */
function refusalIn(responseCode: number, said: string): LetterReason {
  const [, enhanced] = /\b5\.(\d+\.\d+)\b/.exec(said) ?? []
  if (enhanced === '2.2' || (!enhanced && responseCode === 552)) return 'mailbox_full'
  const unknown = enhanced ? /^1\.[1236]$/.test(enhanced) : [550, 551, 553].includes(responseCode)
  return unknown ? 'no_mailbox' : 'refused'
}
