import { chosen } from '../words/index.ts'
import { filing } from './documents.model.ts'
import { documentWords } from './words/index.ts'

type ClassChoiceProps = { shown: readonly string[]; onChange: (shown: string[]) => void }

/** Which classes of files somebody invited is shown; files of no class everybody is. */
export function ClassChoice({ shown, onChange }: ClassChoiceProps) {
  const say = documentWords()
  const classes = (filing.value?.classes ?? []).filter(({ retiredAt }) => !retiredAt)
  if (classes.length === 0) return null
  return (
    <fieldset class="invite-fields">
      <legend>{say.shownClasses}</legend>
      {classes.map(({ id, title }) => (
        <label key={id} class="invite-check">
          <input
            type="checkbox"
            checked={shown.includes(id)}
            onChange={(event) => {
              const others = shown.filter((one) => one !== id)
              onChange(event.currentTarget.checked ? [...others, id] : others)
            }}
          />
          <span>{title[chosen.language]}</span>
        </label>
      ))}
    </fieldset>
  )
}
