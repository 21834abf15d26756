/** A real mail server on this machine, with everything it was handed. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Mailed {
  to: string[]
  from: string
  /** Headers by their names in lower case; of several of a name the first. */
  headers: Map<string, string>
  /** As it came, decoded where it was packed. */
  raw: string
  text: string
  html: string
}

export async function mailbox() {
  const mails: Mailed[] = []
  const refusals = new Map<string, { code: number; said: string }>()
  let later = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const refused = refusals.get(address)
      if (refused) return done(Object.assign(new Error(refused.said), { responseCode: refused.code }))
      if (later > 0) {
        later -= 1
        return done(Object.assign(new Error('4.3.2 try again later'), { responseCode: 451 }))
      }
      done()
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        mails.push(
          read(
            Buffer.concat(parts).toString('utf8'),
            from,
            envelope.rcptTo.map(({ address }) => address),
          ),
        )
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** Mails handed in for an address, in the order they came. */
    to: (address: string) => mails.filter((mail) => mail.to.includes(address)),
    /** Refuses an address for good, with a code of SMTP and these words. */
    refuse: (address: string, code: number, said: string) => refusals.set(address, { code, said }),
    accept: (address: string) => refusals.delete(address),
    /** Puts off so many deliveries. */
    putOff(times: number) {
      later = times
    },
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}

export type Mailbox = Awaited<ReturnType<typeof mailbox>>

function read(raw: string, from: string, to: string[]): Mailed {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = new Map<string, string>()
  for (const line of head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), words(value))
  }
  const body = rest.join('\r\n\r\n')
  return { to, from, headers, raw, text: part(body, 'text/plain'), html: part(body, 'text/html') }
}

function part(body: string, type: string): string {
  const found = body.split(/\r\n--[^\r\n]+/).find((one) => one.includes(`Content-Type: ${type}`)) ?? ''
  const [head = '', ...content] = found.replace(/^\r\n/, '').split('\r\n\r\n')
  const text = content.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8')
  return /quoted-printable/i.test(head) ? unquoted(text) : text
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Words of a header, as RFC 2047 packs them. */
function words(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, packed: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(packed, 'base64').toString('latin1')
        : packed
            .replaceAll('_', ' ')
            .replaceAll(/=([0-9A-F]{2})/g, (_m, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))
}
