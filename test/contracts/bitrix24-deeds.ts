/** The adapter beside a local portal, with the administrator's grant: what it is asked to do there on our behalf. */
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Answer, Deed } from '../../crm-adapters/port.ts'
import { admin, app, visit } from './portal-visit.ts'

export type Adapter = Awaited<ReturnType<typeof adapter>>

export async function adapter() {
  const { portal, now, callAs, leave } = await visit()
  const { clientId, clientSecret } = app
  const { memberId: company, origin, restEndpoint: endpoint, oauthOrigin } = portal
  const at = { host: 'bitrix24', company, origin, endpoint } as const
  const crm = bitrix24({
    ...{ clientId, clientSecret, oauthHosts: [oauthOrigin], allowLoopback: true, now },
    limits: () => ({ burst: 10_000, perSecond: 10_000 }),
  })
  const { AUTH_ID: access } = portal.tokenFor(admin)
  const grant = { access, refresh: null, expiresAt: new Date(now().getTime() + 3_600_000) }
  return {
    portal,
    callAs,
    leave,
    act: (deed: Deed) => crm.act(at, grant, deed),
    done: (deed: Deed) => crm.done(at, grant, deed, now()),
    texts: (entries: string[]) => crm.texts(at, grant, entries),
  }
}

export function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.message}`)
  return answer.value
}
