import { useEffect } from 'preact/hooks'
import type { ShownLeavings, ShownPerson } from '../../backend/shown.ts'
import { State } from '../card/States.tsx'
import { server } from '../home/home.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Button, IconButton } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { copyText } from '../threads/copy.ts'
import { words } from '../words/index.ts'
import { Block } from './Block.tsx'
import { DoneRow } from './DoneRow.tsx'
import { failure, found, list, load, look, open, sought } from './leaving.model.ts'
import { Preview } from './Preview.tsx'
import { Report } from './Report.tsx'
import { leavingWords, whyNot } from './words/index.ts'
import './leaving.css'

/** The section of those who leave: who has gone, who is to go, what was done. */
export function Leaving() {
  useEffect(() => void load(server().leaving), [])
  const say = leavingWords()
  const shown = open.value
  if (shown) {
    return (
      <div class="leaving" key={shown.person.id}>
        {shown.page === 'preview' ? <Preview person={shown.person} /> : <Report person={shown.person} />}
      </div>
    )
  }
  const all = list.value
  if (!all) {
    if (!failure.value) return <p class="leaving-loading">{say.loading}</p>
    return (
      <State within icon="alert" title={say.failed} text={whyNot(failure.value)}>
        <Button onClick={() => void load(server().leaving)}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="leaving">
      <header class="leaving-head">
        <h2>{say.title}</h2>
        <p>{say.hint}</p>
      </header>
      <Search />
      {all.left.length > 0 && (
        <Block title={say.left} hint={say.leftHint}>
          <People people={all.left} />
        </Block>
      )}
      <Block title={say.done}>
        {all.leavings.length === 0 && <p class="leaving-none">{say.doneNone}</p>}
        <ul class="leaving-rows">
          {all.leavings.map((leaving) => (
            <DoneRow key={leaving.id} leaving={leaving} />
          ))}
        </ul>
      </Block>
      <Keys keys={all.keys} />
    </div>
  )
}

function Search() {
  const say = leavingWords()
  const part = sought.value.trim()
  return (
    <section class="leaving-card">
      <div class="leaving-search">
        <Icon name="search" size="s" />
        <input
          type="search"
          aria-label={say.find}
          placeholder={say.find}
          value={sought}
          onInput={(event) => {
            sought.value = event.currentTarget.value
          }}
        />
      </div>
      <p class="hidden" role="status">
        {part && say.found(found.value.length)}
      </p>
      {part && found.value.length === 0 && <p class="leaving-none">{say.nobodyFound}</p>}
      {found.value.length > 0 && <People people={found.value} />}
    </section>
  )
}

function People({ people }: { people: ShownPerson[] }) {
  const say = leavingWords()
  return (
    <ul class="leaving-rows">
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" class="leaving-person" onClick={() => void look(server().leaving, person)}>
            <Avatar person={person} size={32} />
            <span class="leaving-name">
              <b class="isolate ellipsis">{person.name}</b>
              <small class="isolate ellipsis">
                {person.leftAt ? say.leftAt(shortWhen(person.leftAt)) : person.position}
              </small>
            </span>
            <Icon name="chevron" size="s" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Keys({ keys }: Pick<ShownLeavings, 'keys'>) {
  const say = leavingWords()
  if (keys.length === 0) return null
  return (
    <Block title={say.keys} hint={say.keysHint}>
      {keys.map(({ id, publicKey }) => (
        <p key={id} class="leaving-key">
          <code>{publicKey}</code>
          <IconButton
            icon="copy"
            small
            label={`${say.copy}: ${id}`}
            onClick={async () => {
              if (await copyText(publicKey)) toast({ text: say.copied })
            }}
          />
        </p>
      ))}
    </Block>
  )
}
