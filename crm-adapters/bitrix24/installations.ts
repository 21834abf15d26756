/** How we come to a portal, are updated there and learn that we are gone. */
import type { Answer, Crm, CrmPerson, Grant, Portal } from '../port.ts'
import type { Auth } from './auth.ts'
import { readEvent } from './events.ts'
import { readForm } from './forms.ts'
import type { OAuth, Owner } from './oauth.ts'
import { me, whoAmI } from './people.ts'
import { bindEverything } from './registering.ts'
import { type Rest, refusal } from './rest.ts'

type Installations = Pick<Crm, 'installing' | 'register' | 'event' | 'reinstalling' | 'standing'>

export interface InstallationsDeps {
  proof: Auth
  tokens: Pick<OAuth, 'owner'>
  as(portal: Portal, grant: Pick<Grant, 'access'>): Rest
}

export function installations({ proof, tokens, as }: InstallationsDeps): Installations {
  async function personOf({ portal, person }: Owner, access: string): Promise<Answer<CrmPerson>> {
    const asked = await as(portal, { access }).batch(whoAmI)
    return asked.ok ? me(asked.value, person) : asked
  }

  return {
    async installing(request) {
      const form = readForm(request)
      if (!form) return refusal('malformed', 'not a form a portal sends')
      const proven = await proof.prove(form, undefined)
      if (!proven.ok) return proven
      const { portal, scopes, expiresAt } = proven.value
      const { access, refresh, applicationToken, locale } = form
      const person = await personOf(proven.value, access)
      if (!person.ok) return person
      const grant = { access, refresh, expiresAt }
      return { ok: true, value: { portal, person: person.value, grant, applicationToken, scopes, locale } }
    },

    register: (portal, grant, publicUrl) => bindEverything(as(portal, grant), publicUrl),

    event: readEvent,

    async reinstalling({ company, grant, applicationToken }) {
      if (!grant) return refusal('forged', 'an event of an installation without a token')
      const owner = await proof.owner(grant.access, null)
      if (!owner.ok) return owner
      const { portal, scopes, expiresAt } = owner.value
      if (portal.company !== company) return refusal('forged', 'a token of another portal')
      const person = await personOf(owner.value, grant.access)
      if (!person.ok) return person
      return {
        ok: true,
        value: {
          portal,
          person: person.value,
          grant: { ...grant, expiresAt },
          applicationToken,
          scopes,
          locale: null,
        },
      }
    },

    async standing({ company }, { access }) {
      // Not from memory: a token dies when we are uninstalled, long before its hour is over.
      const owner = await tokens.owner(access, null)
      // An OAuth server no longer knows a token that is dead: whether its refresh token lives, renewing will show.
      if (!owner.ok) return owner.reason === 'forged' ? { ...owner, reason: 'expired' } : owner
      const { portal, installed } = owner.value
      if (portal.company !== company) return refusal('forged', 'a token of another portal')
      return { ok: true, value: { portal, installed } }
    },
  }
}
