import type { ShownLastWish } from '../../../backend/shown.ts'
import { dateOnly } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { wishAtParting } from './erasure.model.ts'
import { erasureWords } from './words.ts'

const wishes: ShownLastWish['wish'][] = ['ask', 'erase']

/** What becomes of the company's data when it removes us. */
export function LastWish({ shown: { wish, chosen } }: { shown: ShownLastWish }) {
  const say = erasureWords()
  return (
    <section class="settings-card erasure-card">
      <h3>{say.parting}</h3>
      <p class="settings-hint">{say.partingHint}</p>
      {wishes.map((one) => (
        <label class="erasure-wish" key={one}>
          <input type="radio" name="wish" checked={wish === one} onChange={() => void choose(one)} />
          <span>
            {say.wishes[one]}
            <small>{say.wishHints[one]}</small>
          </span>
        </label>
      ))}
      {chosen && <p class="settings-hint">{say.by(chosen.by?.name ?? say.somebody, dateOnly(chosen.at))}</p>}
    </section>
  )
}

async function choose(wish: ShownLastWish['wish']) {
  const answer = await wishAtParting(wish)
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}
