/** The organizations somebody may see, as Microsoft lists them for him. docs: "Discover user organizations". */
import { list, object, text } from '../json.ts'
import { type Send, Unreachable } from '../outbound.ts'
import type { Environment, SettingUp } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Addresses } from './clouds.ts'
import { parsed } from './exchange.ts'
import { query } from './odata.ts'

export interface EnvironmentsDeps {
  send: Send
  addresses: Addresses
  /** Origin of the list; undefined where there is none. */
  discovery: string | undefined
}

const ENABLED = 0

/** Those that are switched on and lie where we would ask, by their names; the list is asked with the rights he has lent at it. */
export function environmentsOf({ send, addresses, discovery }: EnvironmentsDeps): SettingUp['environments'] {
  return async ({ lent }) => {
    if (!discovery || !lent) return refusal('unsupported', 'there is no list of organizations here')
    const url = new URL(
      query('/api/discovery/v2.0/Instances', { select: 'FriendlyName,Url,State,IsUserSysAdmin' }),
      discovery,
    )
    try {
      const headers = { authorization: `Bearer ${lent.access}` }
      const { status, text: body } = await send({ method: 'GET', url, headers })
      if (status === 200) return { ok: true, value: shownIn(list(object(parsed(body)).value), addresses) }
      const reason = status === 401 || status === 403 ? 'denied' : status === 429 ? 'limited' : 'unreachable'
      return refusal(reason, `GET Instances: HTTP ${status}`)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      return refusal('unreachable', error.message)
    }
  }
}

function shownIn(rows: Record<string, unknown>[], addresses: Addresses): Environment[] {
  const shown = rows.flatMap(({ State, Url, FriendlyName, IsUserSysAdmin }) => {
    const at = State === ENABLED ? addresses.organization(text(Url) ?? '') : undefined
    return at
      ? [{ address: at.origin, name: text(FriendlyName) ?? at.origin, admin: IsUserSysAdmin === true }]
      : []
  })
  return shown.sort((one, other) => one.name.localeCompare(other.name))
}
