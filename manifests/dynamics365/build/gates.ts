/** What a script must not be to be let into an organisation. */
import { gzipSync } from 'node:zlib'

/** Of the control, gzipped. */
export const LARGEST = 8 * 1024

/** In words; empty when it may go in. */
export function faultsOf(code: string): string[] {
  return faults.filter(({ is }) => is(code)).map(({ name }) => name)
}

/** The same for the control's bundle, which has a size to keep and registers itself. */
export function faultsOfControl(code: string): string[] {
  const registrations = code.split('registerControl(').length - 1
  return [
    ...faultsOf(code),
    ...(registrations === 1 ? [] : [`it registers ${registrations} controls`]),
    ...(gzipped(code) <= LARGEST ? [] : [`it is ${gzipped(code)} bytes gzipped, ${LARGEST} are allowed`]),
  ]
}

export function gzipped(code: string): number {
  return gzipSync(code, { level: 9 }).length
}

const faults = [
  {
    name: 'it evaluates strings, which a strict content security policy forbids',
    is: has(/\beval\s*\(|\bFunction\s*\(/),
  },
  { name: 'it has characters beyond ASCII, and is served without a charset', is: has(/[^\0-\x7f]/) },
  { name: 'it keeps data in the browser', is: has(/\b(local|session)Storage\b|\bindexedDB\b/) },
  { name: 'it loads parts of itself', is: has(/\bimport\s*\(/) },
  {
    name: 'it asks the network itself',
    is: has(/\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsendBeacon\b/),
  },
  { name: 'it writes HTML', is: has(/\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|document\.write/) },
]

function has(pattern: RegExp): (code: string) => boolean {
  return (code) => pattern.test(code)
}
