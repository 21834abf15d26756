/** How people are told of what they have not seen, beside their host's bell: everything of it, put together. */
import type { Answer, CrmPerson, Deed, Done } from '../../crm-adapters/port.ts'
import { choicesOf } from '../companies/choices.ts'
import type { Secrets } from '../keys/secrets.ts'
import { createLetters } from '../letters/letters.ts'
import {
  addressAnswered,
  confirmAddress,
  knownAddress,
  learnAddresses,
  nameAddress,
} from '../mail/addresses.ts'
import { codeMail, trialMail } from '../mail/compose.ts'
import { type Handed, smtpMailer } from '../mail/smtp.ts'
import { isSigned, type Stopping } from '../mail/stop.ts'
import { stopPage } from '../mail/stop-page.ts'
import { listenerOf } from '../notices/callings.ts'
import type { GatherDeps } from '../notices/gather.ts'
import { trialOf } from '../notices/take-back.ts'
import { wish, wishesOf, wishNoMail } from '../notices/wishes.ts'
import { wordsIn } from '../notices/words.ts'
import {
  addDevice,
  devicesOf,
  forgetDevicesOf,
  removeDevice,
  type Subscription,
  subscriptionOf,
} from '../push/devices.ts'
import { pushKeys } from '../push/keys.ts'
import { pushPage } from '../push/page.ts'
import { createPusher, type PusherDeps } from '../push/send.ts'
import { Refused } from '../refused.ts'
import type { Channel, ShownWishes, Tried, Wishes } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { deliverer } from './deliver.ts'

export interface NotifyingDeps extends GatherDeps {
  secrets: Secrets
  now(): Date
  newId(): string
  failed(error: unknown): void
  publicUrl: string
  /** Where mail is handed in, and whom it comes from; undefined where none is sent. */
  smtp: { url: string; from: string } | undefined
  /** Sends a request to an address others have named. */
  send: PusherDeps['send']
  /** The push services we may turn to; undefined where that is none. */
  services: ((url: URL) => boolean) | undefined
  /** Does it at the host with the rights of whoever installed us. */
  act(company: string, deed: Deed): Promise<Answer<Done>>
}

/** Milliseconds between two trials of one way. */
const TRIALS_APART = 10_000

export function createNotifying(deps: NotifyingDeps) {
  const { store, secrets, now, publicUrl, smtp, services, failed } = deps
  const mailer = smtp && smtpMailer(smtp)
  const keys = pushKeys(secrets)
  const pusher = createPusher({
    ...{ keys, subject: subjectOf(publicUrl, smtp?.from), send: deps.send },
    allowed: (url) => services?.(url) ?? false,
  })
  const letters = createLetters({ store, now, failed, deliver: deliverer({ ...deps, mailer, pusher }) })
  const tried = new Map<string, number>()

  async function shown(r: Reading, person: string): Promise<ShownWishes> {
    const { level, notices: bell } = await choicesOf(r)
    const { refused, ...known } = await knownAddress(r, secrets, person)
    const returned = refused && { refused: { ...refused, at: refused.at.toISOString() } }
    return {
      wishes: await wishesOf(r, person),
      company: { level, bell },
      mail: mailer ? { ...known, ...returned } : null,
      push: services ? { key: keys.publicKey, devices: await devicesOf(r, person) } : null,
    }
  }

  async function attempt({ company, person }: Visitor, by: Channel): Promise<Tried> {
    const { locale } = await store.read(company, (r) => listenerOf(r, person))
    if (by === 'bell') {
      const tag = trialOf(person)
      const text = wordsIn(locale).test
      const notice = { do: 'notice', to: person, tag, group: tag, text, link: '', record: null } as const
      const done = await deps.act(company, { ...notice, key: deps.newId() })
      return done.ok ? { ok: true } : { ok: false, reason: done.reason, said: done.message }
    }
    if (by === 'mail') {
      const { address } = await store.read(company, (r) => knownAddress(r, secrets, person))
      if (!mailer || !address) return { ok: false, reason: 'no_address', said: '' }
      const id = deps.newId()
      const handed = await mailer.send({ ...trialMail(locale), to: address, id, thread: id })
      if (handed.ok || handed.final) {
        const refused = handed.ok ? null : { reason: handed.reason, said: handed.said }
        await store.write(company, (w) => addressAnswered(w, person, refused))
      }
      return triedBy(handed)
    }
    return pushTrial({ company, person }, locale)
  }

  /** To all of his browsers; it has arrived when it has at one. */
  async function pushTrial({ company, person }: Visitor, locale: string): Promise<Tried> {
    const devices = await store.read(company, (r) => devicesOf(r, person))
    let last: Tried = { ok: false, reason: 'gone', said: '' }
    for (const { id } of devices) {
      const subscription = await store.read(company, (r) => subscriptionOf(r, secrets, person, id))
      if (!subscription) continue
      const { title, test: body } = wordsIn(locale)
      const pushed = await pusher.push(subscription, {
        ...{ title, body, tag: trialOf(person), url: null, urgent: false },
      })
      if (pushed.ok) last = { ok: true }
      else if (!last.ok) last = { ok: false, reason: pushed.reason, said: pushed.said }
      if (!pushed.ok && pushed.reason === 'gone')
        await store.write(company, (w) => removeDevice(w, person, id))
    }
    return last
  }

  return {
    workLetters: letters.work,
    stop: letters.stop,
    /** Takes over where people are written to, and forgets it of those who have left. */
    async learnPeople(company: string, people: CrmPerson[]) {
      await learnAddresses(store, secrets, company, people)
      const left = people.filter(({ active }) => !active).map(({ id }) => id)
      await forgetDevicesOf(store, company, left)
    },

    mine: {
      shown: ({ company, person }: Visitor) => store.read(company, (r) => shown(r, person)),

      wish: ({ company, person }: Visitor, wishes: Wishes) =>
        store.write(company, async (w) => {
          await wish(w, person, wishes)
          return shown(w, person)
        }),

      /** Sends a code to an address he names; what came of that. */
      async nameAddress({ company, person }: Visitor, address: string): Promise<Tried> {
        if (!mailer) throw new Refused('bad_request', 'this server sends no mail')
        const { locale } = await store.read(company, (r) => listenerOf(r, person))
        const code = await store.write(company, (w) => nameAddress(w, secrets, person, address))
        const id = deps.newId()
        return triedBy(await mailer.send({ ...codeMail(locale, code), to: address, id, thread: id }))
      },

      confirmAddress: ({ company, person }: Visitor, code: string) =>
        store.write(company, async (w) => {
          const confirmed = await confirmAddress(w, secrets, person, code)
          return { confirmed, shown: await shown(w, person) }
        }),

      addDevice: ({ company, person }: Visitor, device: { subscription: Subscription; name: string }) =>
        store.write(company, async (w) => {
          const service = new URL(device.subscription.endpoint)
          if (!services?.(service))
            throw new Refused('push_service_closed', `${service.hostname} is not among PUSH_SERVICES`)
          await addDevice(w, secrets, person, device)
          return shown(w, person)
        }),

      removeDevice: ({ company, person }: Visitor, id: string) =>
        store.write(company, async (w) => {
          await removeDevice(w, person, id)
          return shown(w, person)
        }),

      /** @throws Refused `too_many_requests` within ten seconds of the last */
      async try(visitor: Visitor, by: Channel): Promise<Tried> {
        const key = `${visitor.company} ${visitor.person} ${by}`
        const at = now().getTime()
        for (const [other, last] of tried) if (at - last >= TRIALS_APART) tried.delete(other)
        if (tried.has(key)) throw new Refused('too_many_requests', 'it has just been tried')
        tried.set(key, at)
        return attempt(visitor, by)
      },
    },

    stopping: {
      isSigned: (who: Stopping & { sign: string }) => isSigned(secrets, who),
      stop: ({ company, person }: Stopping) => store.write(company, (w) => wishNoMail(w, person)),
      localeOf: ({ company, person }: Stopping) =>
        store.read(company, async (r) => (await listenerOf(r, person)).locale),
      page: (locale: string, state: 'asking' | 'done' | 'wrong') => stopPage(publicUrl, locale, state),
    },

    pushWindow: (script: string, locale: string) =>
      pushPage({ publicUrl, key: keys.publicKey, script }, locale),
  }
}

export type Notifying = ReturnType<typeof createNotifying>

function triedBy(handed: Handed): Tried {
  return handed.ok ? { ok: true } : { ok: false, reason: handed.reason, said: handed.said }
}

/** Whom a push service may turn to (RFC 8292, 2.1). */
function subjectOf(publicUrl: string, from: string | undefined): string {
  if (publicUrl.startsWith('https:')) return publicUrl
  const address = (from ?? '').split(/[\s<>]/).find((word) => /.@./.test(word))
  return `mailto:${address ?? 'nobody@example.com'}`
}
