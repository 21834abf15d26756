/** The broker of each host whose people sign in by themselves, and how anybody's session is proven again. */
import type { Crm, HostName, Portal, SettingUp, SignIn } from '../../crm-adapters/port.ts'
import { portalOf } from '../companies/companies.ts'
import type { Hosts } from '../companies/hosts.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Store } from '../store/store.ts'
import { administratorsOf, SETUP } from './administrators.ts'
import { type Broker, createBroker } from './broker.ts'
import { peopleOf } from './counter.ts'

export interface BrokersDeps {
  store: Store
  secrets: Secrets
  crm: Hosts
  now: () => Date
  /** Our own origin. */
  publicUrl: string
}

/** A host whose people sign in by themselves. */
export interface SigningInHost {
  host: Crm & { signIn: SignIn; settingUp: SettingUp }
  broker: Broker
  /** Where that company is, when it is one of this host's that has us installed. */
  portalOf(company: string): Promise<Portal | undefined>
}

export function createBrokers({ store, secrets, crm, now, publicUrl }: BrokersDeps) {
  const redirectUri = new URL('/dynamics/signed-in', publicUrl).href

  function brokered(host: SigningInHost['host']): SigningInHost {
    const { signIn } = host
    const administrators = administratorsOf(signIn, redirectUri)
    async function ofThisHost(company: string) {
      const portal = await store.read(company, portalOf)
      return portal?.host === host.host ? portal : undefined
    }
    const counterOf = async (company: string) => {
      if (company === SETUP) return administrators
      const portal = await ofThisHost(company)
      return portal && peopleOf(portal, signIn, redirectUri)
    }
    return { host, broker: createBroker({ store, secrets, now, counterOf }), portalOf: ofThisHost }
  }

  const hosts = crm.all.flatMap((host) => {
    const { signIn, settingUp } = host
    return signIn && settingUp ? [brokered({ ...host, signIn, settingUp })] : []
  })
  const at = (name: HostName) => hosts.find(({ host }) => host.host === name)

  /** As `Crm.prove`; of people who sign in by themselves the proof is a ticket. */
  const prove: Crm['prove'] = async (portal, proof) => {
    const brokered = at(portal.host)
    if (!brokered) return crm.prove(portal, proof)
    const who = await brokered.broker.redeem(portal.company, proof)
    return who
      ? brokered.host.signIn.prove(portal, who)
      : { ok: false, reason: 'expired', message: 'the ticket is over, or used' }
  }

  return { at, prove }
}
