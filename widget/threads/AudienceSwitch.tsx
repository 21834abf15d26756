import type { ShownThread } from '../../backend/shown.ts'
import { card, person } from '../card/card.model.ts'
import { Icon } from '../parts/Icon.tsx'
import { listed, words } from '../words/index.ts'

/** Who will see what is written. The client's side is there, and off while no channel leads to the client. */
export function AudienceSwitch({ thread }: { thread: ShownThread }) {
  if (card.value.invited) return null
  const guests = thread.members.map(person).filter(({ sponsor }) => sponsor)
  const { audience, toTeam, toClient, teamOnly, guestsToo, noChannel } = words.conversation
  return (
    <div class="audience">
      <fieldset class="audience-switch">
        <legend class="hidden">{audience}</legend>
        <label>
          <input class="hidden" type="radio" name="audience" checked />
          <Icon name="lock" size="xs" />
          {toTeam}
        </label>
        <label title={noChannel}>
          <input class="hidden" type="radio" name="audience" disabled />
          <Icon name="eye" size="xs" />
          {toClient}
          <span class="hidden">. {noChannel}</span>
        </label>
      </fieldset>
      {guests.length === 0 ? (
        <span class="audience-note">{teamOnly}</span>
      ) : (
        <b class="audience-note audience-guests">{guestsToo(listed(guests.map(({ name }) => name)))}</b>
      )}
    </div>
  )
}
