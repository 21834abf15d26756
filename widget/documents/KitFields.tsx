import type { DocumentKind, Kit } from '../../backend/shown.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { chosen, type Language, listed } from '../words/index.ts'
import { Name } from './FilingSettings.tsx'
import { changeKit, removeKit } from './filing.model.ts'
import { filingWords } from './filing-words.ts'
import './kit-fields.css'

type KitFieldsProps = { kit: Kit; kinds: DocumentKind[]; language: Language; open: boolean }

/** A list of documents that deals of some funnels need, and in how many working hours each. */
export function KitFields({ kit, kinds, language, open }: KitFieldsProps) {
  const say = filingWords()
  const { id, title, funnels, items } = kit
  const offered = kinds.filter(({ retiredAt }) => !retiredAt)
  const unused = offered.find((kind) => !items.some((item) => item.kind === kind.id))
  return (
    <details class="role" open={open}>
      <summary>
        <b class="isolate">{title[chosen.language] || say.fresh}</b>
        <small class="isolate ellipsis">
          {[say.items(items.length), listed(funnels)].filter(Boolean).join(' · ')}
        </small>
      </summary>
      <div class="role-fields">
        <Name
          title={title}
          language={language}
          onName={(to) => changeKit(id, (now) => ({ ...now, title: to }))}
        />
        <label class="roles-field">
          {say.funnels}
          <textarea
            rows={2}
            value={funnels.join('\n')}
            onChange={(event) => {
              const lines = event.currentTarget.value.split('\n').map((line) => line.trim())
              changeKit(id, (now) => ({ ...now, funnels: lines.filter(Boolean) }))
            }}
          />
        </label>
        <div class="kit-needs">
          {items.map((item, place) => (
            <Need key={item.kind} kit={id} place={place} item={item} kinds={kinds} taken={items} />
          ))}
        </div>
        {unused && (
          <Button
            small
            onClick={() =>
              changeKit(id, (now) => ({ ...now, items: [...now.items, { kind: unused.id, hours: 8 }] }))
            }
          >
            {say.addItem}
          </Button>
        )}
        <Button small kind="danger" onClick={() => removeKit(id)}>
          {say.removeKit}
        </Button>
      </div>
    </details>
  )
}

type Item = Kit['items'][number]
type NeedProps = { kit: string; place: number; item: Item; kinds: DocumentKind[]; taken: Item[] }

function Need({ kit, place, item, kinds, taken }: NeedProps) {
  const say = filingWords()
  const change = (to: Item[]) => changeKit(kit, (now) => ({ ...now, items: to }))
  const set = (to: Partial<Item>) => change(taken.map((one, n) => (n === place ? { ...one, ...to } : one)))
  const isFree = (id: string) => id === item.kind || !taken.some(({ kind }) => kind === id)
  const name = kinds.find(({ id }) => id === item.kind)?.title[chosen.language] ?? item.kind
  return (
    <div class="kit-need">
      <select
        aria-label={`${say.kind}: ${name}`}
        value={item.kind}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      >
        {kinds
          .filter(({ id }) => isFree(id))
          .map(({ id, title }) => (
            <option key={id} value={id}>
              {title[chosen.language]}
            </option>
          ))}
      </select>
      <input
        type="number"
        min={1}
        max={1000}
        aria-label={`${say.hours}: ${name}`}
        title={say.hours}
        value={item.hours}
        onInput={(event) => {
          const hours = Math.round(event.currentTarget.valueAsNumber)
          if (hours >= 1 && hours <= 1000) set({ hours })
        }}
      />
      <small>{say.hoursShort}</small>
      <IconButton
        small
        icon="trash"
        label={say.removeItem(name)}
        onClick={() => change(taken.filter((_, n) => n !== place))}
      />
    </div>
  )
}
