import { useEffect } from 'preact/hooks'
import type { LastWish as Wish } from '../../../backend/shown.ts'
import { dateOnly } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { Leaving } from './Leaving.tsx'
import { lastWish, loadLastWish, watchLeaving, wishAtParting } from './parting.model.ts'
import { partingWords } from './words.ts'
import './parting.css'

const wishes: Wish[] = ['ask', 'leave', 'erase']

/** What becomes of the company's talk when it removes the app; nothing until the server has told. */
export function LastWish() {
  const say = partingWords()
  useEffect(() => {
    void loadLastWish()
    return watchLeaving()
  }, [])
  if (!lastWish.value) return null
  const { wish, chosen, parting } = lastWish.value
  return (
    <section class="settings-card parting" aria-labelledby="parting-title">
      <h3 id="parting-title">{say.title}</h3>
      <p class="settings-hint">{say.hint}</p>
      {wishes.map((one) => (
        <label class="parting-wish" key={one}>
          <input type="radio" name="wish" checked={wish === one} onChange={() => void choose(one)} />
          <span>
            {say.wishes[one]}
            <small>{say.wishHints[one]}</small>
          </span>
        </label>
      ))}
      {chosen && <p class="settings-hint">{say.by(chosen.by?.name ?? say.somebody, dateOnly(chosen.at))}</p>}
      {(wish === 'leave' || parting) && <Leaving parting={parting} />}
    </section>
  )
}

async function choose(wish: Wish) {
  const answer = await wishAtParting(wish)
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}
