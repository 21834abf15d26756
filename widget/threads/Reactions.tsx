import type { ShownMessage } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { listed, words } from '../words/index.ts'
import { tellFailure } from './in-words.ts'
import { react, reacted } from './message.model.ts'
import './reactions.css'

/** Who thinks what of it, as pressable pills; the names are in the label and in the tooltip. */
export function Reactions({ message }: { message: ShownMessage }) {
  if (message.reactions.length === 0) return null
  return (
    <div class="reactions">
      {message.reactions.map(({ emoji, people }) => {
        const names = listed(people.map((id) => person(id).name || words.conversation.someone))
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={reacted(message, emoji)}
            aria-label={words.conversation.reaction(emoji, people.length, names)}
            title={names}
            onClick={async () => tellFailure(await react(message, emoji))}
          >
            <span>{emoji}</span> <span>{people.length}</span>
          </button>
        )
      })}
    </div>
  )
}
