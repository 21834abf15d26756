import { useId } from 'preact/hooks'
import type { LeavingGroup, LeavingPreview, ShownPerson } from '../../backend/shown.ts'
import { State } from '../card/States.tsx'
import { server } from '../home/home.model.ts'
import { Button } from '../parts/Button.tsx'
import { toast } from '../parts/toast.ts'
import { chosen, listed, words } from '../words/index.ts'
import { Block } from './Block.tsx'
import { Counts } from './Counts.tsx'
import { busy, chooseHeir, dismiss, failure, heirs, look, preview, sponsor } from './leaving.model.ts'
import { PersonHead } from './PersonHead.tsx'
import { leavingWords, whyNot } from './words/index.ts'

/** What one click would do, and who takes over; nothing has been done yet. */
export function Preview({ person }: { person: ShownPerson }) {
  const say = leavingWords()
  const shown = preview.value
  return (
    <>
      <PersonHead person={person} />
      {!shown && !failure.value && <p class="leaving-loading">{say.loading}</p>}
      {!shown && failure.value && (
        <State within icon="alert" title={say.failed} text={whyNot(failure.value)}>
          <Button onClick={() => void look(server().leaving, person)}>{words.retry}</Button>
        </State>
      )}
      {shown && <Prepared shown={shown} />}
    </>
  )
}

function Prepared({ shown }: { shown: LeavingPreview }) {
  const say = leavingWords()
  const { guests, colleagues } = shown.invites
  const empty = shown.roles.filter((role) => role.empty)
  return (
    <>
      <Counts shown={shown} />
      <Block title={say.heirs} hint={shown.groups.length > 0 ? say.heirsHint : say.noGroups}>
        {shown.groups.map((group) => (
          <Heir key={group.id} group={group} candidates={shown.candidates} />
        ))}
      </Block>
      {guests + colleagues > 0 && <Guests shown={shown} />}
      <div class="leaving-go">
        {empty.length > 0 && (
          <p class="leaving-empty">
            {say.rolesEmpty(listed(empty.map(({ title }) => title[chosen.language])))}
          </p>
        )}
        <p>{say.goHint}</p>
        <Button kind="danger" disabled={busy.value !== undefined} onClick={() => void go(shown.person)}>
          {busy.value ? say.going : say.go(shown.person.name)}
        </Button>
      </div>
    </>
  )
}

type HeirProps = { group: LeavingGroup; candidates: LeavingPreview['candidates'] }

function Heir({ group, candidates }: HeirProps) {
  const say = leavingWords()
  const id = useId()
  const name = say.group(say.types[group.type] ?? say.otherType, group.funnel)
  return (
    <div class="leaving-heir">
      <label for={id}>
        <b class="isolate">{name}</b>
        <small>{say.cards(group.cards)}</small>
      </label>
      <select
        id={id}
        aria-label={say.heirOf(name)}
        value={heirs.value[group.id] ?? ''}
        onChange={(event) => chooseHeir(group.id, event.currentTarget.value || null)}
      >
        <Candidates candidates={candidates} />
      </select>
    </div>
  )
}

function Candidates({ candidates }: Pick<HeirProps, 'candidates'>) {
  const say = leavingWords()
  return (
    <>
      <option value="">{say.nobody}</option>
      {candidates.map(({ person, cards }) => (
        <option key={person.id} value={person.id}>
          {say.load(person.name, say.cards(cards))}
        </option>
      ))}
    </>
  )
}

/** Those he has invited go with him, or another answers for them. */
function Guests({ shown }: { shown: LeavingPreview }) {
  const say = leavingWords()
  const first = shown.candidates[0]?.person.id ?? null
  return (
    <Block title={say.guests} hint={say.guestsHint}>
      <div class="leaving-guests">
        <label>
          <input
            type="radio"
            name="guests"
            checked={sponsor.value === null}
            onChange={() => {
              sponsor.value = null
            }}
          />
          <span>{say.guestsEnd}</span>
        </label>
        <label>
          <input
            type="radio"
            name="guests"
            checked={sponsor.value !== null}
            onChange={() => {
              sponsor.value = first
            }}
          />
          <span>{say.guestsStay}</span>
        </label>
        {sponsor.value !== null && (
          <select
            aria-label={say.guestsStay}
            value={sponsor.value}
            onChange={(event) => {
              sponsor.value = event.currentTarget.value || null
            }}
          >
            <Candidates candidates={shown.candidates} />
          </select>
        )}
      </div>
    </Block>
  )
}

async function go(person: ShownPerson) {
  const answer = await dismiss(server().leaving)
  if (!answer) return
  toast({ text: answer.ok ? leavingWords().gone(person.name) : whyNot(answer.reason) })
}
