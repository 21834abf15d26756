/**
 * Loaded before a program: writes down, a line each, wherever it or a child of its begins a connection, sends a datagram or
 * asks for a name. Into the file CONNECTIONS_SEEN names.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isIP, Socket } from 'node:net'

type Anything = (this: unknown, ...given: unknown[]) => unknown

/** In place of a method: notes what it is given, then does as before. */
function watch(owner: object, method: string, where: (given: unknown[]) => string | undefined) {
  const methods = owner as Record<string, Anything>
  const before = methods[method]!
  methods[method] = function watched(...given) {
    const what = where(given)
    if (what) appendFileSync(process.env.CONNECTIONS_SEEN!, `${what}\n`)
    return before.apply(this, given)
  }
}

watch(Socket.prototype, 'connect', ([first, second]) => {
  // Node itself hands over what it has made of the arguments, in an array.
  const target = Array.isArray(first) ? first[0] : first
  if (typeof target !== 'object') return `${second ?? 'localhost'}:${target}`
  const { path, host, port } = target as { path?: string; host?: string; port?: number }
  return path ? `path ${path}` : `${host ?? 'localhost'}:${port}`
})
watch(dgram.Socket.prototype, 'connect', ([port, host]) => `datagrams ${host}:${port}`)
watch(dgram.Socket.prototype, 'send', (given) => `datagram ${given.slice(1).join(' ')}`)

const asks = Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name))
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of asks)
    if (typeof (owner as Record<string, unknown>)[name] === 'function')
      watch(owner, name, ([asked]) => (isIP(String(asked)) ? undefined : `name ${asked}`))
syncBuiltinESMExports()
