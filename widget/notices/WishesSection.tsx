import { server } from '../home/home.model.ts'
import { Wishes } from './Wishes.tsx'
import { noticeWords } from './words/index.ts'
import '../home/choices/settings.css'

/** On our own page. */
export function WishesSection() {
  const say = noticeWords()
  return (
    <div class="settings">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{say.hint}</p>
        </div>
      </header>
      <Wishes call={server().call} />
    </div>
  )
}
