import type { Choices, UploadFamily } from '../../../backend/shown.ts'
import { fileSize } from '../../files/size.ts'
import { homeWords } from '../words/index.ts'
import { change } from './choices.model.ts'
import { Switch } from './Switch.tsx'

const MEGABYTE = 1024 * 1024
const SIZES = [1, 5, 10, 25, 50, 100].map((megabytes) => megabytes * MEGABYTE)
const FAMILIES: UploadFamily[] = ['programs', 'archives', 'media']

/** How large files may be, and which are kept out. */
export function Uploads({ choices: { uploads } }: { choices: Choices }) {
  const say = homeWords.settings.uploads
  const { largest, refused, places } = uploads
  const sizes =
    largest === null || SIZES.includes(largest) ? SIZES : [...SIZES, largest].sort((a, b) => a - b)
  const set = (to: Partial<Choices['uploads']>) =>
    change((choices) => ({ ...choices, uploads: { ...choices.uploads, ...to } }))
  return (
    <section class="settings-card">
      <p class="settings-hint">{say.hint}</p>
      <label class="settings-field">
        <b>{say.largest}</b>
        <select
          value={largest ?? ''}
          onChange={({ currentTarget: { value } }) => set({ largest: value === '' ? null : Number(value) })}
        >
          <option value="">{say.asServer}</option>
          {sizes.map((size) => (
            <option key={size} value={size}>
              {fileSize(size)}
            </option>
          ))}
        </select>
      </label>
      {FAMILIES.map((family) => (
        <Switch
          key={family}
          label={say.families[family]}
          hint={say.familyHints[family]}
          on={!refused.includes(family)}
          set={(on) =>
            set({ refused: FAMILIES.filter((one) => (one === family ? !on : refused.includes(one))) })
          }
        />
      ))}
      <Switch label={say.places} hint={say.placesHint} on={places} set={(on) => set({ places: on })} />
    </section>
  )
}
