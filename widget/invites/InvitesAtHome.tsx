import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MyInvite } from '../../backend/shown.ts'
import { server } from '../home/home.model.ts'
import { refreshInbox } from '../home/inbox/inbox.model.ts'
import { openChat } from '../host.ts'
import { myInvites } from './invites.model.ts'
import { MyInvites } from './MyInvites.tsx'

/** Invitations that wait for me, above the list of my discussions. */
export function InvitesAtHome() {
  const invites = useSignal<MyInvite[]>([])
  async function load() {
    const answer = await myInvites(server())
    // A list that cannot be had just now is asked for the next time.
    if (answer.ok) invites.value = answer.value.invites
  }
  useEffect(() => void load(), [])

  async function answered({ record }: MyInvite, came: boolean) {
    await load()
    if (!came) return
    await refreshInbox()
    await openChat(record)
  }
  return (
    <MyInvites
      invites={invites.value}
      api={server()}
      onAnswered={(invite, came) => void answered(invite, came)}
    />
  )
}
