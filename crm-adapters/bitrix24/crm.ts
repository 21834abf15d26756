/** Bitrix24 as a `Crm`. What is asked of a portal is asked with one person's own token, so its own rights decide. */
import type { Answer, Crm, Deed, Grant, HostCall, Portal } from '../port.ts'
import { auth } from './auth.ts'
import { act, done } from './deeds.ts'
import { claimedCompany, claimedLocale, type Form, readForm } from './forms.ts'
import { installations } from './installations.ts'
import { typeOfTab } from './kinds.ts'
import { type OAuthOptions, oauth } from './oauth.ts'
import { outbound } from './outbound.ts'
import { panelIn, surrounding } from './panel.ts'
import { me, people, whoAmI } from './people.ts'
import { type QueueOptions, queues } from './queue.ts'
import { reading, recordIn, revisions, visible } from './records.ts'
import { type Caller, refusal, rest } from './rest.ts'

export interface Bitrix24Options extends Omit<OAuthOptions, 'now' | 'told'>, QueueOptions {
  now?: () => Date
  /** Told of every call when it is over. */
  told?: (call: HostCall) => void
}

/** How a portal is asked when nothing is said about it: somebody waits. */
export type Asking = Partial<Pick<Caller, 'urgent' | 'record'>>

/** `oauthHosts` are host names; `allowLoopback` lets portals and OAuth hosts be on this machine, for development. */
export function bitrix24({ now = () => new Date(), told = () => {}, ...options }: Bitrix24Options): Crm {
  const send = outbound(options)
  const tokens = oauth(send, { ...options, now, told })
  const proof = auth(tokens, now)
  const way = { send, told, now, lineTo: queues(options) }
  const as = (portal: Portal, { access, person }: Pick<Grant, 'access' | 'person'>, asking: Asking = {}) =>
    rest(way, { portal, access, person, urgent: true, ...asking })

  return {
    host: 'bitrix24',
    claimedCompany,
    claimedLocale,

    ...installations({ proof, tokens, as }),

    async opening(request, installation) {
      const form = readForm(request)
      if (!form) return malformed
      const proven = await proof.prove(form, installation)
      if (!proven.ok) return proven
      const type = typeOfTab(form.placement)
      if (!type) return refusal('elsewhere', `${form.placement} is not a tab of a record`)
      if (!form.id) return malformed

      const { portal, expiresAt } = proven.value
      const record = { type, id: form.id }
      const asker = { access: form.access, person: proven.value.person }
      const asked = await as(portal, asker, { record }).batch({ ...whoAmI, ...reading(record) })
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
      const asked = await as(portal, { access, person: owner.value.person }).batch(whoAmI)
      if (!asked.ok) return asked
      const person = me(asked.value, owner.value.person)
      if (!person.ok) return person
      const grant = { access, refresh: null, expiresAt: owner.value.expiresAt }
      return { ok: true, value: { person: person.value, grant } }
    },

    async record(portal, grant, ref) {
      const commands = reading(ref)
      if (!commands) return refusal('missing', `Bitrix24 has no ${ref.type} ${ref.id}`)
      const asked = await as(portal, grant, { record: ref }).batch(commands)
      return asked.ok ? recordIn(ref, asked.value) : asked
    },

    async panel(portal, grant, ref) {
      const commands = surrounding(ref)
      if (!commands) return refusal('missing', `Bitrix24 has no ${ref.type} ${ref.id}`)
      const asked = await as(portal, grant, { record: ref }).batch(commands)
      return asked.ok ? panelIn(ref, asked.value) : asked
    },

    revisions: (portal, grant, refs) => revisions(as(portal, grant, { urgent: false }), refs),

    visible: (portal, grant, refs) => visible(as(portal, grant), refs),

    act: (portal, grant, deed) => act(as(portal, grant, { urgent: false, ...about(deed) }), deed),

    done: (portal, grant, deed) => done(as(portal, grant, { urgent: false, ...about(deed) }), deed),

    people: (portal, grant) => people(as(portal, grant, { urgent: false })),

    async renew(portal, grant) {
      if (!grant.refresh) return refusal('expired', 'no refresh token is kept')
      return tokens.refresh(portal, { ...grant, refresh: grant.refresh })
    },
  }
}

/** Which record the log of calls is to name. */
const about = (deed: Deed) => ('record' in deed ? { record: deed.record } : {})

const malformed: Answer<never> = refusal('malformed', 'not a form a portal sends')

function granted({ access, refresh }: Form, expiresAt: Date): Grant {
  return { access, refresh, expiresAt }
}
