import { person } from '../card/card.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { listed, words } from '../words/index.ts'
import { nameOf } from './names.ts'

const most = 5

/** Who has read up to the message above. */
export function Receipts({ readers }: { readers: string[] | undefined }) {
  if (!readers) return null
  const label = words.conversation.readBy(listed(readers.map(nameOf)))
  return (
    <li class="receipts" title={label}>
      <span class="hidden">{label}</span>
      <span class="receipts-people" aria-hidden="true">
        {readers.slice(0, most).map((id) => (
          <Avatar key={id} person={person(id)} size={20} />
        ))}
        {readers.length > most && <span class="receipts-rest">+{readers.length - most}</span>}
      </span>
    </li>
  )
}
