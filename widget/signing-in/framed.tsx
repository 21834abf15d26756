/**
 * A card framed by Dynamics: the page comes without a person and without a record. Who frames us tells the record, the
 * person signs in, and from then on all is as in any card; when the form shows another record, this goes on with that one.
 */
import { effect } from '@preact/signals'
import { render } from 'preact'
import type { Awaiting, Bootstrap } from '../../backend/shown.ts'
import {
  connectDynamics365,
  type FramedRecord,
  type HostOfFrame,
  wear,
} from '../../crm-adapters/dynamics365/host.ts'
import { server, stop, threads } from '../card/card.model.ts'
import { askingAhead } from './ahead.ts'
import { ownWords } from './own-words.ts'
import { NoCard, SignIn } from './SignIn.tsx'
import { signingIn } from './signing-in.model.ts'
import { type Asked, cardOf, type Trouble } from './tickets.ts'

export interface Opener {
  root: HTMLElement
  /** Draws a card; called again for another record. */
  show(bootstrap: Bootstrap): void
  /** The host has answered, or has not. */
  connected(host: Promise<HostOfFrame>): void
}

export async function openFramed(
  { company, portal, locale, ticket: first }: Awaiting,
  opener: Opener,
): Promise<void> {
  const { root, show } = opener
  const place = { company, locale }
  const own = ownWords()
  const met = Promise.withResolvers<FramedRecord | null | undefined>()
  const ahead = askingAhead(met.promise)
  const entrance = signingIn(place, own, first, ahead.outcome)
  const over = document.body.appendChild(document.createElement('div'))
  render(<SignIn go={entrance.go} />, over)

  const connecting = connectDynamics365(portal, entrance.ticket)
  opener.connected(connecting)
  // Whoever is there is found out while the form says which record it shows.
  let ticket: Promise<string> | undefined = entrance.ticket()
  let session: string | undefined
  let wanted: FramedRecord | null = null

  const host = await connecting.catch((error: unknown) => {
    console.info('no host:', error)
  })
  met.resolve(host?.record())
  if (!host) return refuse(own.unreachable, () => location.reload())
  host.onLook((look) => wear(look, document.documentElement))
  host.onRecord((record) => void open(record))
  const record = host.record()
  if (record) await open(record)
  else refuse(own.unsaved)

  async function open(record: FramedRecord): Promise<void> {
    wanted = record
    root.inert = true
    const came = session
      ? await cardOf(place, record, { session: server().token() })
      : await firstCard(record)
    // The form has gone on meanwhile: that record's card is on its way.
    if (!came || wanted !== record) return
    if (came.ok) return seat(came.value)
    if (came.trouble?.reason === 'ask') {
      session = undefined
      return open(record)
    }
    refuseIn(came, record)
  }

  /** Undefined when the form has gone on before anybody has signed in. */
  async function firstCard(record: FramedRecord): Promise<Asked<Bootstrap> | undefined> {
    const held = await theTicket()
    if (wanted !== record) return undefined
    const early = ahead.take()
    if (!early) return cardOf(place, record, { ticket: held })
    if (early.record === record) return early.came
    // He has signed in for the record that was here before; his session is good for this one.
    if (!early.came.ok) return firstCard(record)
    seat(early.came.value)
    root.inert = true
    return cardOf(place, record, { session: server().token() })
  }

  async function theTicket(): Promise<string> {
    const held = await (ticket ?? entrance.ticket())
    ticket = undefined
    return held
  }

  function seat(bootstrap: Bootstrap) {
    const first = session === undefined
    session = bootstrap.session.token
    root.inert = false
    render(null, refusals)
    show(bootstrap)
    if (first) countUnread(host as HostOfFrame)
  }

  function refuseIn({ trouble }: Extract<Asked<Bootstrap>, { ok: false }>, record: FramedRecord) {
    refuse(trouble ?? own.unreachable, () => void open(record))
  }

  function refuse(trouble: Trouble, again?: () => void) {
    stop()
    root.inert = true
    render(<NoCard trouble={trouble} {...(again && { again })} />, refusals)
  }
}

const refusals = document.body.appendChild(document.createElement('div'))

/** Where the host has a place for it, it shows how many messages wait. */
function countUnread(host: HostOfFrame) {
  effect(() => {
    host.badge(threads.value.reduce((sum, { unread, mutedAt }) => sum + (mutedAt ? 0 : unread), 0))
  })
}
