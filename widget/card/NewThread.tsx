import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { elsewhereWords } from '../elsewhere/words.ts'
import { host } from '../host.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { listed, words } from '../words/index.ts'
import { openedWords } from '../words/opened.ts'
import { addThread, card, me, openThread, person, server } from './card.model.ts'
import { closeSheet } from './layout.ts'
import { PeoplePicker } from './PeoplePicker.tsx'
import { firstName, roleTitle } from './thread-words.ts'
import './new-thread.css'

type Kind = 'topic' | 'private'

const longestTitle = 120

/** Begins a discussion: a topic the team reads, or a talk of chosen people that nobody can be added to. */
export function NewThread() {
  const say = openedWords().newThread
  // Pressed twice, or sent again after a failure, it stays one discussion.
  const id = useMemo(uuid7, [])
  const kind = useSignal<Kind>('topic')
  const title = useSignal('')
  const role = useSignal('')
  const people = useSignal<readonly string[]>([])
  /** Chosen at the host, but not known here yet: a sentence. */
  const strangers = useSignal<string | undefined>(undefined)
  const hostAnswers = useSignal(false)

  useEffect(() => {
    void host().then(
      () => {
        hostAnswers.value = true
      },
      () => undefined,
    )
  }, [])

  // Where the talk is kept in the CRM, whoever sees the record would read it.
  const relayed = card.value.storage === 'relay'
  const hints = {
    topic: say.topicHint,
    private: relayed ? elsewhereWords().privateHint : say.privateHint,
  }

  const create = async () => {
    const isPrivate = kind.value === 'private'
    if (isPrivate && people.value.length === 0) return say.needPeople
    const name = title.value.trim() || (isPrivate ? listed(people.value.map(firstName)) : '')
    if (!name) return say.needName
    const answer = await server().openThread({
      id,
      kind: kind.value,
      title: name.slice(0, longestTitle),
      ...(isPrivate && { people: [...people.value] }),
      ...(!isPrivate && role.value && { role: role.value }),
    })
    if (!answer.ok) return inWords(answer.reason)
    addThread(answer.value)
    return undefined
  }

  const opened = () => {
    openThread(id)
    closeSheet()
  }

  const placeholder = () => {
    const names = people.value.map((id) => person(id).name)
    return kind.value === 'private' && names.length > 0 ? listed(names) : say.namePlaceholder
  }

  const chooseInHost = async () => {
    try {
      const chosen = await (await host()).selectPeople()
      const known = new Set(card.value.people.map(({ id }) => id))
      people.value = [
        ...new Set([...people.value, ...chosen.map(({ id }) => id).filter((id) => known.has(id))]),
      ]
      const unknown = chosen.filter(({ id }) => !known.has(id) && id !== me.value.id)
      if (unknown.length > 0) strangers.value = say.notYet(listed(unknown.map(({ name }) => name)))
    } catch {
      toast({ text: words.states.noHost })
    }
  }

  return (
    <FormDialog title={say.title} submit={say.create} send={create} onClose={closeSheet} onDone={opened}>
      <fieldset class="new-thread-kinds">
        <legend>{say.kind}</legend>
        {(['topic', 'private'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="kind"
              checked={kind.value === one}
              disabled={one === 'private' && relayed}
              onChange={() => {
                kind.value = one
              }}
            />
            <b>{say[one]}</b>
            <small>{hints[one]}</small>
          </label>
        ))}
      </fieldset>
      <TextField autofocus label={say.name} text={title} most={longestTitle} placeholder={placeholder()} />
      {kind.value === 'topic' && card.value.roles.length > 0 && (
        <label class="form-field">
          {say.role}
          <select
            value={role}
            onChange={(event) => {
              role.value = event.currentTarget.value
            }}
          >
            <option value="">{say.noRole}</option>
            {card.value.roles.map(({ id }) => (
              <option key={id} value={id}>
                {roleTitle(id)}
              </option>
            ))}
          </select>
          <small>{say.roleHint}</small>
        </label>
      )}
      {kind.value === 'private' && (
        <PeoplePicker chosen={people} {...(hostAnswers.value && { onMore: chooseInHost })} />
      )}
      <p class="form-problem" role="alert">
        {strangers}
      </p>
    </FormDialog>
  )
}
