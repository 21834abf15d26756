/** Our own page framed by Dynamics: it comes without a person, who signs in as at any card. */
import { render } from 'preact'
import type { Awaiting, HomeBootstrap } from '../../backend/shown.ts'
import { connectDynamics365, type HostOfFrame, wear } from '../../crm-adapters/dynamics365/host.ts'
import { ownWords } from '../signing-in/own-words.ts'
import { NoCard, SignIn } from '../signing-in/SignIn.tsx'
import { signingIn } from '../signing-in/signing-in.model.ts'
import { homeOf } from '../signing-in/tickets.ts'

export interface Opener {
  show(bootstrap: HomeBootstrap): void
  /** The host has answered, or has not. */
  connected(host: Promise<HostOfFrame>): void
}

export async function openFramedHome(
  { company, portal, locale, ticket: first }: Awaiting,
  opener: Opener,
): Promise<void> {
  const place = { company, locale }
  const own = ownWords()
  const entrance = signingIn(place, own, first)
  const over = document.body.appendChild(document.createElement('div'))
  const refusals = document.body.appendChild(document.createElement('div'))
  render(<SignIn go={entrance.go} />, over)

  const connecting = connectDynamics365(portal, entrance.ticket)
  opener.connected(connecting)
  connecting.then(
    (host) => host.onLook((look) => wear(look, document.documentElement)),
    // The list is as good without a host: what needs one says so itself.
    (error: unknown) => console.info('no host:', error),
  )
  await open()

  async function open(): Promise<void> {
    const came = await homeOf(place, await entrance.ticket())
    if (came.ok) {
      render(null, refusals)
      opener.show(came.value)
    } else if (came.trouble?.reason === 'ask') await open()
    else render(<NoCard trouble={came.trouble ?? own.unreachable} again={() => void open()} />, refusals)
  }
}
