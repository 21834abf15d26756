import { isIPv6 } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { From } from '../signed-in.ts'

/** Characters of what a browser says it is; it may say anything. */
const DEVICE_MOST = 200

/** Notes where requests come from, as far as it can be told. */
export function fromOf(proxies: number) {
  return (c: Context): From => ({
    address: sourceOf(c, proxies),
    device: (c.req.header('user-agent') ?? '').slice(0, DEVICE_MOST),
  })
}

/**
 * The address a request comes from. Behind `proxies` proxies of ours it is the one the farthest of them has seen; what
 * stands before that in `X-Forwarded-For` anybody can write. Of IPv6 the network counts, for one home has them all.
 */
export function sourceOf(c: Context, proxies: number): string {
  return network((proxies > 0 && forwarded(c).at(-proxies)) || socketOf(c))
}

function forwarded(c: Context): string[] {
  return (c.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim())
}

function socketOf(c: Context): string {
  // Nobody is at the other end when a request was never sent.
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : ''
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:/i, '')
  // Most are of IPv4, and what tells an address of IPv6 for certain is a long expression.
  if (!plain.includes(':') || !isIPv6(plain)) return plain
  const [start = '', end] = plain.split('::')
  const groups = start.split(':').filter(Boolean)
  const last = end === undefined ? [] : end.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(8 - groups.length - last.length, 0) }, () => '0')
  return [...groups, ...(end === undefined ? [] : zeros), ...last].slice(0, 4).join(':')
}
