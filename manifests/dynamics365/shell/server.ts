/** Set when the solution is built for one server; otherwise each form names it. */
declare const __SERVER__: string

/** The origin named by the form, else the one built in; null when it is not one that may be framed. */
export function serverOf(given: unknown): string | null {
  const address = typeof given === 'string' && given.trim() ? given.trim() : __SERVER__
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const plain = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  // What is framed is shown to people as part of their CRM: nobody on the way may have written it.
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
  return plain && safe ? url.origin : null
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/
