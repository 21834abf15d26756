/** Microsoft's clouds: who signs people in, and under which names organizations are found. A setting, never a visitor's word. */
import { mayReach } from '../outbound.ts'

export interface Cloud {
  /** Entra's origin. */
  authority: string
  /** What an organization's host name ends with; `#` is a number or nothing. */
  hosts: string[]
}

/** docs: "Datacenter regions" for the hosts, "National clouds" for the authorities. */
export const clouds = {
  public: { authority: 'https://login.microsoftonline.com', hosts: ['crm#.dynamics.com'] },
  /** GCC High. */
  usgov: { authority: 'https://login.microsoftonline.us', hosts: ['crm.microsoftdynamics.us'] },
  /** US Department of Defense. */
  usdod: { authority: 'https://login.microsoftonline.us', hosts: ['crm.appsplatform.us'] },
  china: { authority: 'https://login.partner.microsoftonline.cn', hosts: ['crm.dynamics.cn'] },
} satisfies Record<string, Cloud>

/**
 * One of those, or another by its provider's origin and what its organizations' names end with, between blanks:
 * `https://login.example crm#.example.com`. Throws a sentence when it is neither.
 */
export function cloudCalled(name: string): Cloud {
  if (Object.hasOwn(clouds, name)) return clouds[name as keyof typeof clouds]
  const [authority = '', ...hosts] = name.split(/\s+/)
  if (!URL.canParse(authority) || hosts.some((host) => !/^[a-z\d.#-]+$/.test(host)))
    throw new Error(`"${name}" is no cloud we know: ${Object.keys(clouds).join(', ')}`)
  return { authority: new URL(authority).origin, hosts }
}

/** Version of the Web API we speak. */
const API = '/api/data/v9.2/'

export interface Addresses {
  /** Where an organization is framed and asked, by any address of it; undefined when it lies where we do not ask. */
  organization(address: string): { origin: string; endpoint: string } | undefined
}

export function addressesIn({ hosts }: Cloud, { allowLoopback }: { allowLoopback: boolean }): Addresses {
  const ends = hosts.map((host) => `(api\\.)?${host.replaceAll('.', '\\.').replace('#', '\\d{0,2}')}`)
  const known = new RegExp(`^[a-z\\d][a-z\\d-]*\\.(${ends.join('|')})$`)

  return {
    organization(address) {
      const whole = address.includes('://') ? address : `https://${address}`
      if (!URL.canParse(whole)) return undefined
      const url = new URL(whole)
      if (url.username || url.password || !mayReach(url, allowLoopback)) return undefined
      const local = allowLoopback && url.protocol === 'http:'
      if (!local && (!known.test(url.hostname) || url.port !== '')) return undefined
      // People's browsers and the interface share a name; the one of old with `api.` is for programs only.
      const origin = url.origin.replace('.api.', '.')
      return { origin, endpoint: new URL(API, origin).href }
    },
  }
}
