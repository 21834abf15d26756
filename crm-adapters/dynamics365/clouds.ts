/** Microsoft's clouds: who signs people in, and under which names organizations are found. A setting, never a visitor's word. */
import { mayReach } from '../outbound.ts'

export interface Cloud {
  /** Entra's origin. */
  authority: string
  /** What an organization's host name ends with; `#` is a number or nothing. */
  hosts: string[]
  /** Origin of the list of organizations somebody may see; absent where there is none. */
  discovery?: string
}

/** docs: "Datacenter regions" for the hosts, "National clouds" for the authorities, "Discover user organizations" for the lists. */
export const clouds = {
  public: {
    authority: 'https://login.microsoftonline.com',
    hosts: ['crm#.dynamics.com'],
    discovery: 'https://globaldisco.crm.dynamics.com',
  },
  /** GCC High. */
  usgov: {
    authority: 'https://login.microsoftonline.us',
    hosts: ['crm.microsoftdynamics.us'],
    discovery: 'https://globaldisco.crm.microsoftdynamics.us',
  },
  /** US Department of Defense. */
  usdod: {
    authority: 'https://login.microsoftonline.us',
    hosts: ['crm.appsplatform.us'],
    discovery: 'https://globaldisco.crm.appsplatform.us',
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    hosts: ['crm.dynamics.cn'],
    discovery: 'https://globaldisco.crm.dynamics.cn',
  },
} satisfies Record<string, Cloud>

/**
 * One of those, or another by its provider's origin, that of its list of organizations where there is one, and what its
 * organizations' names end with, between blanks: `https://login.example https://disco.example crm#.example.com`. Throws a
 * sentence when it is neither.
 */
export function cloudCalled(name: string): Cloud {
  if (Object.hasOwn(clouds, name)) return clouds[name as keyof typeof clouds]
  const [authority = '', ...more] = name.split(/\s+/)
  const [discovery, ...rest] = more
  const listed = discovery !== undefined && URL.canParse(discovery)
  const hosts = listed ? rest : more
  if (!URL.canParse(authority) || hosts.some((host) => !/^[a-z\d.#-]+$/.test(host)))
    throw new Error(`"${name}" is no cloud we know: ${Object.keys(clouds).join(', ')}`)
  return {
    authority: new URL(authority).origin,
    hosts,
    ...(listed && { discovery: new URL(discovery).origin }),
  }
}

/** Versions of the Web API we speak: in the cloud, and the newest there is on premises. */
const API = '/api/data/v9.2/'
const API_ON_PREMISES = '/api/data/v9.1/'

export interface Addresses {
  /** Where an organization is framed and asked, by any address of it; undefined when it lies where we do not ask. */
  organization(address: string): { origin: string; endpoint: string } | undefined
}

/** `declared`: origins of organizations on premises, wherever they lie. */
export function addressesIn(
  { hosts }: Pick<Cloud, 'hosts'>,
  { allowLoopback, declared = new Set() }: { allowLoopback: boolean; declared?: ReadonlySet<string> },
): Addresses {
  const ends = hosts.map((host) => `(api\\.)?${host.replaceAll('.', '\\.').replace('#', '\\d{0,2}')}`)
  const known = new RegExp(`^[a-z\\d][a-z\\d-]*\\.(${ends.join('|')})$`)

  return {
    organization(address) {
      const whole = address.includes('://') ? address : `https://${address}`
      if (!URL.canParse(whole)) return undefined
      const url = new URL(whole)
      if (declared.has(url.origin))
        return { origin: url.origin, endpoint: new URL(API_ON_PREMISES, url.origin).href }
      if (url.username || url.password || !mayReach(url, allowLoopback)) return undefined
      const local = allowLoopback && url.protocol === 'http:'
      if (!local && (!known.test(url.hostname) || url.port !== '')) return undefined
      // People's browsers and the interface share a name; the one of old with `api.` is for programs only.
      const origin = url.origin.replace('.api.', '.')
      return { origin, endpoint: new URL(API, origin).href }
    },
  }
}
