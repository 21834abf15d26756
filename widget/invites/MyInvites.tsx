import { useSignal } from '@preact/signals'
import type { MyInvite } from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { Button } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { type Asks, accept, decline } from './invites.model.ts'
import { inviteWords, whyNot } from './words/index.ts'
import './invites.css'

type MyInvitesProps = {
  invites: MyInvite[]
  api: Asks
  /** He has come, or will not. */
  onAnswered: (invite: MyInvite, came: boolean) => void
}

/** Invitations of mine that wait for an answer. */
export function MyInvites({ invites, api, onAnswered }: MyInvitesProps) {
  const say = inviteWords()
  const waiting = invites.filter(({ acceptedAt }) => !acceptedAt)
  if (waiting.length === 0) return null
  return (
    <section class="invite-mine" aria-label={say.mine}>
      <h2>{say.mine}</h2>
      <ul>
        {waiting.map((one) => (
          <Waiting key={one.id} invite={one} api={api} onAnswered={(came) => onAnswered(one, came)} />
        ))}
      </ul>
    </section>
  )
}

type WaitingProps = Pick<MyInvitesProps, 'api'> & { invite: MyInvite; onAnswered: (came: boolean) => void }

function Waiting({ invite, api, onAnswered }: WaitingProps) {
  const say = inviteWords()
  const declining = useSignal(false)
  const reason = useSignal('')
  const { id, thread, title, sponsor, until } = invite

  async function answer(how: Promise<Result<unknown>>, came: boolean) {
    const answered = await how
    if (answered.ok) onAnswered(came)
    else toast({ text: whyNot(answered.reason) })
  }
  return (
    <li>
      <span>
        <b class="isolate">{`${title ?? say.unnamed} · ${thread.title || say.team}`}</b>
        <small class="isolate">{`${say.invitesYou(sponsor.name)} · ${say.lastsUntil(shortWhen(until))}`}</small>
      </span>
      {declining.value && (
        <input
          type="text"
          dir="auto"
          maxLength={500}
          aria-label={say.whyDecline}
          placeholder={say.whyDecline}
          value={reason}
          onInput={(event) => {
            reason.value = event.currentTarget.value
          }}
        />
      )}
      <Button
        small
        onClick={() => {
          if (declining.value) void answer(decline(api, id, reason.value), false)
          else declining.value = true
        }}
      >
        {say.decline}
      </Button>
      {declining.value ? (
        <Button
          small
          kind="text"
          onClick={() => {
            declining.value = false
          }}
        >
          {say.cancel}
        </Button>
      ) : (
        <Button small kind="primary" onClick={() => void answer(accept(api, id), true)}>
          {say.accept}
        </Button>
      )}
    </li>
  )
}
