/** Bitrix24 as a `Crm`. What is asked of a portal is asked with one person's own token, so its own rights decide. */

import { outbound, type Send } from '../outbound.ts'
import type { Answer, Crm, Deed, Grant, HostCall, Portal, RecordRef } from '../port.ts'
import { auth } from './auth.ts'
import { act, done } from './deeds.ts'
import { LARGEST } from './drive.ts'
import { claimedCompany, claimedLocale, type Form, readForm } from './forms.ts'
import { glancing } from './glances.ts'
import { installations } from './installations.ts'
import { cardPath, entityTypeIdOf, isOwnPage, typeOf, typeOfTab } from './kinds.ts'
import { mergedInto } from './merged.ts'
import { numberFields } from './number-fields.ts'
import { type OAuthOptions, oauth } from './oauth.ts'
import { panelIn, surrounding } from './panel.ts'
import { me, people, whoAmI } from './people.ts'
import { type QueueOptions, queues } from './queue.ts'
import { reading, recordIn, revisions, visible } from './records.ts'
import { wants } from './registering.ts'
import { texts } from './relaying.ts'
import { type Caller, refusal, rest } from './rest.ts'
import { tasks } from './tasks.ts'

export interface Bitrix24Options extends Omit<OAuthOptions, 'now' | 'told'>, QueueOptions {
  now?: () => Date
  /** Told of every call when it is over. */
  told?: (call: HostCall) => void
  /** Told what time it is where an answer came from. */
  dated?: ((at: Date) => void) | undefined
  /** How a request gets there; over the network when absent. */
  send?: Send
}

/** How a portal is asked when nothing is said about it: somebody waits. */
export type Asking = Partial<Pick<Caller, 'urgent' | 'record'>>

/** `oauthHosts` are host names; `allowLoopback` lets portals and OAuth hosts be on this machine, for development. */
export function bitrix24({ now = () => new Date(), told = () => {}, ...options }: Bitrix24Options): Crm {
  const { send = outbound(options) } = options
  const tokens = oauth(send, { ...options, now, told })
  const proof = auth(tokens, now)
  const lineTo = queues(options)
  const way = { send, told, now, lineTo }
  const glances = glancing()
  const as = (portal: Portal, { access, person }: Pick<Grant, 'access' | 'person'>, asking: Asking = {}) =>
    rest(way, { portal, access, person, urgent: true, ...asking })

  return {
    host: 'bitrix24',
    wants,
    claimedCompany,
    claimedLocale,

    ...installations({ proof, tokens, as }),

    async opening(request, installation) {
      const form = readForm(request)
      if (!form) return malformed
      const proven = await proof.prove(form, installation)
      if (!proven.ok) return proven
      const { portal, expiresAt } = proven.value
      const asker = { access: form.access, person: proven.value.person }
      const grant = granted(form, expiresAt)
      const { locale } = form
      const caller = isOwnPage(form.placement) ? form.from : null
      const type = caller ? typeOf(caller.entityTypeId) : typeOfTab(form.placement)
      const id = caller ? caller.id : form.id
      if (!type && isOwnPage(form.placement)) {
        const asked = await as(portal, asker).batch(whoAmI)
        if (!asked.ok) return asked
        const person = me(asked.value, proven.value.person)
        if (!person.ok) return person
        return { ok: true, value: { portal, person: person.value, grant, context: null, locale } }
      }
      if (!type) return refusal('elsewhere', `${form.placement} is not a tab of a record`)
      if (!id) return malformed

      const record = { type, id }
      const asked = await as(portal, asker, { record }).batch({ ...whoAmI, ...reading(record) })
      if (!asked.ok) return asked
      const person = me(asked.value, proven.value.person)
      if (!person.ok) return person
      const context = recordIn(record, asked.value)
      if (!context.ok) return context
      return { ok: true, value: { portal, person: person.value, grant, context: context.value, locale } }
    },

    async visiting(request, installation) {
      const form = readForm(request)
      if (!form) return malformed
      const proven = await proof.prove(form, installation)
      if (!proven.ok) return proven
      const record = recordOf(form)
      if (!record) return refusal('elsewhere', `${form.placement} is not a tab of a record`)
      const { portal, expiresAt } = proven.value
      const asked = await as(portal, { access: form.access, person: proven.value.person }).batch(whoAmI)
      if (!asked.ok) return asked
      const person = me(asked.value, proven.value.person)
      if (!person.ok) return person
      const { locale } = form
      const opening = { portal, person: person.value, grant: granted(form, expiresAt), context: null, locale }
      return { ok: true, value: { opening, record } }
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

    mergedInto: (portal, grant, ref) => mergedInto(as(portal, grant, { urgent: false, record: ref }), ref),

    async panel(portal, grant, ref, margin) {
      const commands = surrounding(ref)
      if (!commands) return refusal('missing', `Bitrix24 has no ${ref.type} ${ref.id}`)
      const asked = await as(portal, grant, { record: ref }).batch(commands)
      return asked.ok ? panelIn(ref, asked.value, margin) : asked
    },

    numberFields: (portal, grant) => numberFields(as(portal, grant)),

    revisions: (portal, grant, refs) => revisions(as(portal, grant, { urgent: false }), refs),

    visible: (portal, grant, refs) => visible(as(portal, grant), refs),

    glances: (portal, grant, refs) => glances(as(portal, grant), portal.company, refs),

    async knock(portal, grant, mark) {
      const told = await as(portal, grant).call('event.test', { mark })
      return told.ok ? { ok: true, value: null } : told
    },

    traffic(company) {
      const { waiting, resting, shut } = lineTo(company).traffic()
      const until = (ms: number) => new Date(now().getTime() + ms).toISOString()
      return { waiting, shut, resting: resting.map(({ method, ms }) => ({ method, until: until(ms) })) }
    },

    cardUrl: ({ origin }, ref) => (entityTypeIdOf(ref.type) ? new URL(cardPath(ref), origin).href : null),

    act: (portal, grant, deed) => act(as(portal, grant, { urgent: false, ...about(deed) }), deed),

    done: (portal, grant, deed, since) =>
      done(as(portal, grant, { urgent: false, ...about(deed) }), deed, since),

    leavesTo: 'person',
    largestFile: async () => ({ ok: true, value: LARGEST }),

    tasks: (portal, grant, ids) => tasks(as(portal, grant, { urgent: false }), ids),

    texts: (portal, grant, entries) => texts(as(portal, grant), entries),

    people: (portal, grant) => people(as(portal, grant, { urgent: false })),

    async renew(portal, grant) {
      if (!grant.refresh) return refusal('expired', 'no refresh token is kept')
      return tokens.refresh(portal, { ...grant, refresh: grant.refresh })
    },
  }
}

/** Which record the log of calls is to name. */
const about = (deed: Deed) => ('record' in deed && deed.record ? { record: deed.record } : {})

const malformed: Answer<never> = refusal('malformed', 'not a form a portal sends')

/** The record a form was posted for, whether its host shows it or not. */
function recordOf({ placement, id: tab, from }: Form): RecordRef | undefined {
  const caller = isOwnPage(placement) ? from : null
  const type = caller ? typeOf(caller.entityTypeId) : typeOfTab(placement)
  const id = caller ? caller.id : tab
  return type && id ? { type, id } : undefined
}

function granted({ access, refresh }: Form, expiresAt: Date): Grant {
  return { access, refresh, expiresAt }
}
