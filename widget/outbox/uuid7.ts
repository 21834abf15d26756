/** A UUIDv7 (RFC 9562): the client names what it makes, and names sort by the time of making. */
export function uuid7(): string {
  // Two made within one millisecond keep their order too: an outbox is sent in it.
  last = Math.max(last + 1, Date.now())
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 5, rest = last; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

let last = 0
