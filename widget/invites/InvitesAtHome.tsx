import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MyInvite } from '../../backend/shown.ts'
import { server } from '../home/home.model.ts'
import { openRow } from '../home/inbox/deeds.ts'
import { refreshInbox, rows } from '../home/inbox/inbox.model.ts'
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

  async function answered({ record, thread }: MyInvite, came: boolean) {
    await load()
    if (!came) return
    await refreshInbox()
    openRow(rows.peek().find((row) => row.thread.id === thread.id) ?? { record, thread })
  }
  return (
    <MyInvites
      invites={invites.value}
      api={server()}
      onAnswered={(invite, came) => void answered(invite, came)}
    />
  )
}
