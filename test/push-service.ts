/** A browser's push service on this machine, and the browsers it serves: they alone can read what is sent (RFC 8291). */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestBrowser {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  /** What has been pushed to it, as its worker reads it. */
  shown: { title: string; body: string; tag: string; url: string | null }[]
  /** Headers of each push. */
  headers: Record<string, string>[]
}

export async function pushService() {
  const browsers = new Map<string, TestBrowser & { open(body: Buffer): string }>()
  const state = { status: 201 }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const browser = browsers.get(request.url ?? '')
    if (!browser) return response.writeHead(410).end()
    if (state.status >= 300) return response.writeHead(state.status).end()
    browser.headers.push(request.headers as Record<string, string>)
    browser.shown.push(JSON.parse(browser.open(Buffer.concat(parts))))
    response.writeHead(201).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    /** What it answers from now on. */
    answer(status: number) {
      state.status = status
    },
    /** A browser that has let itself be asked to ring. */
    browser(): TestBrowser {
      const path = `/${randomBytes(8).toString('hex')}`
      const own = createECDH('prime256v1')
      own.generateKeys()
      const auth = randomBytes(16)
      const keys = { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') }
      const browser = { subscription: { endpoint: origin + path, keys }, shown: [], headers: [] }
      browsers.set(path, { ...browser, open: (body) => opened(body, own, auth) })
      return browser
    },
    /** It no longer wants any. */
    forget(browser: TestBrowser) {
      browsers.delete(new URL(browser.subscription.endpoint).pathname)
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

export type PushService = Awaited<ReturnType<typeof pushService>>

function opened(body: Buffer, own: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const keyLength = body.readUInt8(20)
  const theirs = body.subarray(21, 21 + keyLength)
  const sealed = body.subarray(21 + keyLength)
  const shared = own.computeSecret(theirs)
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs])
  const secret = Buffer.from(hkdfSync('sha256', shared, auth, about, 32))
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  // A byte of 2 ends the last record; zeros may follow.
  return text.subarray(0, text.lastIndexOf(2)).toString('utf8')
}

/** What a push says of who sends it, when that is signed with the key the browser was asked with (RFC 8292). */
export function vouched(authorization: string, publicKey: string): Record<string, unknown> | undefined {
  const [, token = '', key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? []
  const [head, body = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return key === publicKey && good ? JSON.parse(Buffer.from(body, 'base64url').toString()) : undefined
}
