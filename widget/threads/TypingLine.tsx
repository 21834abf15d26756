import { person, typing } from '../card/card.model.ts'
import { words } from '../words/index.ts'

/** Who is writing here now: two names at most. */
export function TypingLine({ thread }: { thread: string }) {
  const names = (typing.value.get(thread) ?? []).map((id) => person(id).name)
  if (names.length === 0) return null
  return (
    <div class="typing isolate">
      <span class="typing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {sentence(names)}
    </div>
  )
}

function sentence([one = '', two, ...more]: string[]): string {
  const { typingOne, typingTwo, typingMany } = words.conversation
  if (more.length > 0) return typingMany
  return two ? typingTwo(one, two) : typingOne(one)
}
