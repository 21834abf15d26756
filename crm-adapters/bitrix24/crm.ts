/** Bitrix24 as a `Crm`. What is asked of a portal is asked with one person's own token, so its own rights decide. */
import type { Answer, Crm, Grant, Portal } from '../port.ts'
import { auth } from './auth.ts'
import { claimedCompany, claimedLocale, type Form, readForm, tabs } from './forms.ts'
import { type OAuthOptions, oauth } from './oauth.ts'
import { outbound } from './outbound.ts'
import { me, people, whoAmI } from './people.ts'
import { reading, recordIn, visible } from './records.ts'
import { bindEverything } from './registering.ts'
import { refusal, rest } from './rest.ts'

export type Bitrix24Options = Omit<OAuthOptions, 'now'> & { now?: () => Date }

/** `oauthHosts` are host names; `allowLoopback` lets portals and OAuth hosts be on this machine, for development. */
export function bitrix24({ now = () => new Date(), ...options }: Bitrix24Options): Crm {
  const send = outbound(options)
  const tokens = oauth(send, { ...options, now })
  const proof = auth(tokens, now)
  const as = (portal: Portal, grant: Pick<Grant, 'access'>) => rest(send, portal.endpoint, grant.access)

  return {
    host: 'bitrix24',
    claimedCompany,
    claimedLocale,

    async installing(request) {
      const form = readForm(request)
      if (!form) return malformed
      const proven = await proof.prove(form, undefined)
      if (!proven.ok) return proven
      const { portal, scopes, expiresAt } = proven.value
      const asked = await as(portal, form).batch(whoAmI)
      if (!asked.ok) return asked
      const person = me(asked.value, proven.value.person)
      if (!person.ok) return person
      const { applicationToken, locale } = form
      const grant = granted(form, expiresAt)
      return { ok: true, value: { portal, person: person.value, grant, applicationToken, scopes, locale } }
    },

    register: (portal, grant, publicUrl) => bindEverything(as(portal, grant), publicUrl),

    async opening(request, installation) {
      const form = readForm(request)
      if (!form) return malformed
      const proven = await proof.prove(form, installation)
      if (!proven.ok) return proven
      const type = tabs[form.placement]
      if (!type) return refusal('elsewhere', `${form.placement} is not a tab of a record`)
      if (!form.id) return malformed

      const { portal, expiresAt } = proven.value
      const record = { type, id: form.id }
      const asked = await as(portal, form).batch({ ...whoAmI, ...reading(record) })
      if (!asked.ok) return asked
      const person = me(asked.value, proven.value.person)
      if (!person.ok) return person
      const context = recordIn(record, asked.value)
      if (!context.ok) return context
      const grant = granted(form, expiresAt)
      const { locale } = form
      return { ok: true, value: { portal, person: person.value, grant, context: context.value, locale } }
    },

    async prove(portal, access) {
      const owner = await proof.owner(access, null)
      if (!owner.ok) return owner
      if (owner.value.portal.company !== portal.company) return refusal('forged', 'a token of another portal')
      const asked = await as(portal, { access }).batch(whoAmI)
      if (!asked.ok) return asked
      const person = me(asked.value, owner.value.person)
      if (!person.ok) return person
      const grant = { access, refresh: null, expiresAt: owner.value.expiresAt }
      return { ok: true, value: { person: person.value, grant } }
    },

    async record(portal, grant, ref) {
      const commands = reading(ref)
      if (!commands) return refusal('missing', `Bitrix24 has no ${ref.type} ${ref.id}`)
      const asked = await as(portal, grant).batch(commands)
      return asked.ok ? recordIn(ref, asked.value) : asked
    },

    visible: (portal, grant, refs) => visible(as(portal, grant), refs),

    people: (portal, grant) => people(as(portal, grant)),

    async renew(portal, grant) {
      if (!grant.refresh) return refusal('expired', 'no refresh token is kept')
      return tokens.refresh(portal, grant.refresh)
    },
  }
}

const malformed: Answer<never> = refusal('malformed', 'not a form a portal sends')

function granted({ access, refresh }: Form, expiresAt: Date): Grant {
  return { access, refresh, expiresAt }
}
