import type { ShownThread } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'
import { GuestsSee, guestsIn } from './GuestsSee.tsx'

/** Who will see what is written. The client's side is there, and off while no channel leads to the client. */
export function AudienceSwitch({ thread }: { thread: ShownThread }) {
  if (card.value.invited) return null
  const { audience, toTeam, toClient, teamOnly, noChannel } = words.conversation
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
      {guestsIn(thread).length === 0 && <span class="audience-note">{teamOnly}</span>}
      <GuestsSee thread={thread} />
    </div>
  )
}
