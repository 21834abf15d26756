import type { ShownMessage, ShownSituation } from '../../backend/shown.ts'
import { threadById } from '../card/card.model.ts'
import { shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { tick } from '../questions/asking.model.ts'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { nameOf } from '../threads/names.ts'
import { listed } from '../words/index.ts'

/** What is to be settled, and the list of what is to be done for it. */
export function SituationCard({ message, situation }: { message: ShownMessage; situation: ShownSituation }) {
  const say = questionWords().situation
  const { title, settles, checklist } = situation
  const called = [...new Set(Object.values(message.called ?? {}).flat())]
  const done = checklist.filter(({ doneAt }) => doneAt).length
  const closed = threadById(message.thread)?.closedAt !== undefined
  const all = checklist.length > 0 && done === checklist.length
  return (
    <fieldset class={all ? 'matter matter-answered' : 'matter'} aria-label={say.title(title)}>
      <p class="matter-head">
        <Icon name="alert" size="s" />
        <b class="isolate">{title}</b>
        {checklist.length > 0 && <span>{say.progress(done, checklist.length)}</span>}
      </p>
      <p class="matter-state isolate">
        {say.settles}: {settles}
      </p>
      {called.length > 0 && <p class="matter-state isolate">{say.called(listed(called.map(nameOf)))}</p>}
      <ul class="matter-checklist" aria-label={say.checklist}>
        {checklist.map(({ text, doneAt, doneBy }, number) => (
          <li key={text}>
            <label>
              <input
                type="checkbox"
                checked={doneAt !== undefined}
                disabled={closed}
                onChange={(event) => void check(message, number, event.currentTarget)}
              />
              <span class="isolate">{text}</span>
              {doneAt && doneBy && <small>{say.done(nameOf(doneBy), shortWhen(doneAt))}</small>}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

async function check(message: ShownMessage, number: number, box: HTMLInputElement) {
  const { checked } = box
  const answer = await tick(message, number, checked)
  if (answer.ok) return
  box.checked = !checked
  toast({ text: whyNot(answer.reason) })
}
