import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'

/** Who will see what is written. The client's side is there, and off while no channel leads to the client. */
export function AudienceSwitch() {
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
      <span class="audience-note">{teamOnly}</span>
    </div>
  )
}
