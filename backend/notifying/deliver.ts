/** A letter goes: by mail, or to one browser. */

import type { Secrets } from '../keys/secrets.ts'
import type { Delivered, Letter } from '../letters/letters.ts'
import { addressAnswered, knownAddress } from '../mail/addresses.ts'
import { tellingMail } from '../mail/compose.ts'
import type { Mailer } from '../mail/smtp.ts'
import { stopUrl } from '../mail/stop.ts'
import { type GatherDeps, type Gathered, gather } from '../notices/gather.ts'
import { digestOf, tagOf } from '../notices/take-back.ts'
import { wordsIn } from '../notices/words.ts'
import { removeDevice, subscriptionOf } from '../push/devices.ts'
import type { Pusher } from '../push/send.ts'
import { recordKey } from '../records.ts'

export interface DeliverDeps extends GatherDeps {
  secrets: Secrets
  /** Undefined where this server sends no mail. */
  mailer: Mailer | undefined
  pusher: Pusher
  publicUrl: string
}

export function deliverer(deps: DeliverDeps) {
  return (company: string, letter: Letter): Promise<Delivered> =>
    letter.by === 'mail' ? byMail(deps, company, letter) : byPush(deps, company, letter)
}

async function byMail(deps: DeliverDeps, company: string, letter: Letter): Promise<Delivered> {
  const { store, secrets, mailer, publicUrl } = deps
  const { person, id } = letter
  const { address, refused } = await store.read(company, (r) => knownAddress(r, secrets, person))
  if (!mailer || !address) return { ending: 'returned', reason: 'no_address' }
  // What came back once comes back again: until the address changes, or a trial arrives.
  if (refused) return { ending: 'returned', reason: refused.reason, said: refused.said }
  const gathered = await gather(deps, company, letter)
  if (!gathered) return { ending: 'needless' }
  const url = stopUrl(publicUrl, secrets, { company, person })
  const handed = await mailer.send({
    ...tellingMail(gathered, url),
    ...{ to: address, id, thread: threadOf(secrets, company, letter), stopUrl: url },
  })
  if (handed.ok) return { ending: 'sent' }
  const { reason, said, final } = handed
  if (!final) return { again: reason, said }
  // A full mailbox is emptied some day; the next letter may arrive.
  if (reason !== 'mailbox_full')
    await store.write(company, (w) => addressAnswered(w, person, { reason, said }))
  return { ending: 'returned', reason, said }
}

/** Mails of one card stand together, without saying which card it is. */
function threadOf(secrets: Pick<Secrets, 'derive'>, company: string, { person, about }: Letter): string {
  const what = about.what === 'calls' ? (about.record ?? 'quiet') : 'summary'
  return secrets.derive({ company, purpose: `mail thread ${person} ${what}` }).slice(0, 24)
}

async function byPush(deps: DeliverDeps, company: string, letter: Letter): Promise<Delivered> {
  const { store, secrets, pusher } = deps
  const { person, about } = letter
  const device = about.what === 'calls' ? about.device : undefined
  if (!device) return { ending: 'needless' }
  const subscription = await store.read(company, (r) => subscriptionOf(r, secrets, person, device))
  if (!subscription) return { ending: 'returned', reason: 'gone' }
  const gathered = await gather(deps, company, letter)
  if (!gathered) return { ending: 'needless' }
  const pushed = await pusher.push(subscription, pushOf(gathered, person))
  if (pushed.ok) return { ending: 'sent' }
  const { reason, said, final } = pushed
  if (!final) return { again: reason, said }
  if (reason === 'gone') await store.write(company, (w) => removeDevice(w, person, device))
  return { ending: 'returned', reason, said }
}

function pushOf({ locale, cards, urgent }: Gathered, person: string) {
  const newest = cards.at(-1)!
  if (cards.length === 1) {
    const { name: title, line: body, record, url } = newest
    return { title, body, tag: tagOf(person, recordKey(record)), url, urgent }
  }
  const body = cards.map(({ name, line }) => `${name}: ${line}`).join('\n')
  return { title: wordsIn(locale).title, body, tag: digestOf(person), url: newest.url, urgent }
}
