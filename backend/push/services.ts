/**
 * Which push services browsers are reached by. What is sent only the browser can read, but a service knows whose browser
 * it rings and when; most lie in one country. So where data have a region, none is asked that was not named.
 */

/**
 * @param named hosts, or their endings as `*.push.apple.com`; undefined: all
 * @param region of what we keep, if it has one
 * @returns whether we may turn to it; undefined where that is none
 */
export function pushServices(
  named: string[] | undefined,
  region: string | undefined,
): ((url: URL) => boolean) | undefined {
  if (!named) return region === undefined ? () => true : undefined
  if (named.length === 0) return undefined
  const names = named.map((name) => name.toLowerCase())
  return ({ hostname }) =>
    names.some((name) => (name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name))
}
