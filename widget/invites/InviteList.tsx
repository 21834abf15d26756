import type { ShownInvite } from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { card, me } from '../card/card.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { Chip, type Tone } from '../parts/Chip.tsx'
import { shortWhen } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { linkAnew, type Made, renew, revoke } from './invites.model.ts'
import { inviteWords, whyNot } from './words/index.ts'

type InviteListProps = {
  invites: ShownInvite[]
  onChange: () => Promise<void>
  onLink: (made: Required<Made>) => void
}

const tones: Partial<Record<ShownInvite['state'], Tone>> = { accepted: 'ok', pending: 'accent' }
const longer = 14 * 24 * 60 * 60_000

/** Who was invited to the discussion and how that stands, the newest first. */
export function InviteList({ invites, onChange, onLink }: InviteListProps) {
  const say = inviteWords()
  if (invites.length === 0) return null
  return (
    <section class="invite-list" aria-label={say.list}>
      <h3>{say.list}</h3>
      <ul>
        {invites.toReversed().map((one) => (
          <Row key={one.id} invite={one} onChange={onChange} onLink={onLink} />
        ))}
      </ul>
    </section>
  )
}

type RowProps = { invite: ShownInvite } & Omit<InviteListProps, 'invites'>

function Row({ invite, onChange, onLink }: RowProps) {
  const say = inviteWords()
  const { id, person, sponsor, state, until, reason, guest, link } = invite
  const lives = state === 'pending' || state === 'accepted'
  const { standing } = card.value.rights
  const mine = sponsor.id === me.value.id || standing === 'administrator' || standing === 'head'

  async function act(answer: Promise<Result<unknown>>) {
    const came = await answer
    if (!came.ok) toast({ text: whyNot(came.reason) })
    await onChange()
  }
  async function anew() {
    const answer = await linkAnew(id, link?.coded ?? false)
    if (answer.ok) onLink(answer.value)
    else toast({ text: whyNot(answer.reason) })
  }
  const about = [
    person.position,
    say.sponsoredBy(sponsor.name),
    lives && say.lastsUntil(shortWhen(until)),
    link?.wantedAt && lives && say.wanted,
    reason,
  ]
  return (
    <li>
      <Avatar person={person} size={28} />
      <span class="invite-about">
        <span class="invite-name">
          <span class="isolate ellipsis">{person.name}</span>
          <Chip {...(tones[state] && { tone: tones[state] })}>{say.states[state]}</Chip>
        </span>
        <small class="isolate">{about.filter(Boolean).join(' · ')}</small>
        {lives && mine && (
          <span class="invite-deeds">
            {state === 'accepted' && (
              <Button kind="text" small onClick={() => void act(renew(id, new Date(Date.now() + longer)))}>
                {say.renew}
              </Button>
            )}
            {guest && (
              <Button kind="text" small onClick={() => void anew()}>
                {say.newLink}
              </Button>
            )}
            <Button
              kind="text"
              small
              aria-label={say.revokeOf(person.name)}
              onClick={() => void act(revoke(id))}
            >
              {say.revoke}
            </Button>
          </span>
        )}
      </span>
    </li>
  )
}
