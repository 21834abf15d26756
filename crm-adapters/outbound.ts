/** Requests to addresses others have named: where we may connect, and how much of an answer we take. */
import { lookup as resolve } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'

const TIMEOUT = 10_000
const LARGEST_ANSWER = 8 * 1024 * 1024
const USER_AGENT = 'Dealthread (chat in the deal card)'

export interface Outgoing {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: URL
  /** Besides those every request has. */
  headers?: Record<string, string>
  /** With its media type. */
  body?: { type: string } & (
    | { text: string }
    | { bytes: Uint8Array }
    | { pieces: AsyncIterable<Uint8Array>; size: number }
  )
  /** Milliseconds to wait for the whole answer; 10,000 when absent. */
  timeout?: number
}

export interface Incoming {
  status: number
  text: string
  /** By their names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** Where a redirect points, as sent. */
  location?: string
}

/** The answer did not come: refused, timed out, too large, or from where we do not connect. Names no query and no body. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

export type Send = (request: Outgoing) => Promise<Incoming>

/**
 * Sends one request: 10 s unless it says otherwise, at most 8 MB of answer, no redirects followed.
 * Only `https:` to public addresses; `allowLoopback` adds loopback, over `http:` too. `inside` are origins whoever runs this
 * server has named himself: those may lie anywhere.
 * Addresses are judged as written and again when connecting, so a name cannot resolve its way inside.
 */
export function outbound({
  allowLoopback,
  inside: named = [],
  dated,
}: {
  allowLoopback: boolean
  inside?: string[]
  /** Told what time it is where an answer came from. */
  dated?: ((at: Date) => void) | undefined
}): Send {
  const options = { keepAlive: true, maxSockets: 32, lookup: guarded(allowLoopback) }
  const free = { keepAlive: true, maxSockets: 32 }
  const ownAgents = { 'https:': new https.Agent(free), 'http:': new http.Agent(free) }
  const agents = { 'https:': new https.Agent(options), 'http:': new http.Agent(options) }

  return async function send({ method, url, headers, body, timeout = TIMEOUT }) {
    const place = `${url.protocol}//${url.host}`
    const isNamed = named.includes(url.origin)
    if (!isNamed && !mayReach(url, allowLoopback)) throw new Unreachable(`we do not connect to ${place}`)
    const secure = url.protocol === 'https:'
    const request = (secure ? https : http).request(url, {
      method,
      agent: (isNamed ? ownAgents : agents)[secure ? 'https:' : 'http:'],
      signal: AbortSignal.timeout(timeout),
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...headers,
        ...(body && { 'content-type': body.type, 'content-length': sizeOf(body) }),
      },
    })
    try {
      const answer = await answerTo(request, body)
      const at = new Date(String(answer.headers.date))
      if (!Number.isNaN(at.getTime())) dated?.(at)
      return answer
    } catch (error) {
      throw new Unreachable(`${place} did not answer: ${error instanceof Error ? error.message : error}`)
    }
  }
}

/** Whether the address as written is one we would ask; names are judged when they resolve. */
export function mayReach({ protocol, hostname }: URL, allowLoopback: boolean): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (protocol === 'http:') return allowLoopback && (host === 'localhost' || isLoopback(host))
  return protocol === 'https:' && (isIP(host) === 0 || mayConnect(host, allowLoopback))
}

function sizeOf(body: NonNullable<Outgoing['body']>): number {
  return 'pieces' in body ? body.size : Buffer.byteLength('bytes' in body ? body.bytes : body.text)
}

function answerTo(request: http.ClientRequest, body: Outgoing['body']): Promise<Incoming> {
  return new Promise((answered, failed) => {
    request.on('error', failed)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      let size = 0
      response.on('error', failed)
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size > LARGEST_ANSWER) request.destroy(new Error('the answer is too large'))
        else parts.push(part)
      })
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        const text = Buffer.concat(parts).toString('utf8')
        answered({ status, text, headers, ...(headers.location && { location: headers.location }) })
      })
    })
    if (!body) request.end()
    else if ('pieces' in body) {
      const pieces = Readable.from(body.pieces).on('error', (error) => request.destroy(error))
      // Whoever takes no more of it does not leave open what it is read from.
      request.on('close', () => pieces.destroy())
      pieces.pipe(request)
    } else request.end('bytes' in body ? body.bytes : body.text)
  })
}

function guarded(allowLoopback: boolean): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0)
      const [first] = found
      if (!first || !found.every(({ address }) => mayConnect(address, allowLoopback))) {
        return done(new Error('it resolves to an address inside'), '', 0)
      }
      if (options.all) done(null, found)
      else done(null, first.address, first.family)
    })
  }
}

function mayConnect(address: string, allowLoopback: boolean): boolean {
  return isLoopback(address) ? allowLoopback : !listed(inside, address)
}

function isLoopback(address: string): boolean {
  return listed(loopback, address)
}

function listed(list: BlockList, address: string): boolean {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

const loopback = networks('127.0.0.0/8', '::1/128')

// Everything that is not somebody's public address, with the prefixes that carry an IPv4 address inside an IPv6 one.
const inside = networks(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/96',
  '64:ff9b::/32',
  '100::/64',
  '2001::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
)

function networks(...blocks: string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', prefix] = block.split('/')
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}
