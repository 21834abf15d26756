import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { host } from '../host.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
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
  const kind = useSignal<Kind>('topic')
  const title = useSignal('')
  const role = useSignal('')
  const people = useSignal<readonly string[]>([])
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)
  const hostAnswers = useSignal(false)

  useEffect(() => {
    void host().then(
      () => {
        hostAnswers.value = true
      },
      () => undefined,
    )
  }, [])

  const create = async (event: Event) => {
    event.preventDefault()
    const isPrivate = kind.value === 'private'
    const name = title.value.trim() || (isPrivate ? listed(people.value.map(firstName)) : '')
    if (isPrivate && people.value.length === 0) problem.value = say.needPeople
    else if (!name) problem.value = say.needName
    else problem.value = undefined
    if (problem.value || busy.value) return
    busy.value = true
    const answer = await server().openThread({
      id: uuid7(),
      kind: kind.value,
      title: name.slice(0, longestTitle),
      ...(isPrivate && { people: [...people.value] }),
      ...(!isPrivate && role.value && { role: role.value }),
    })
    busy.value = false
    if (!answer.ok) {
      problem.value = inWords(answer.reason)
      return
    }
    addThread(answer.value)
    openThread(answer.value.id)
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
      const strangers = chosen.filter(({ id }) => !known.has(id) && id !== me.value.id)
      if (strangers.length > 0) problem.value = say.notYet(listed(strangers.map(({ name }) => name)))
    } catch {
      toast({ text: words.states.noHost })
    }
  }

  const actions = (
    <>
      <Button onClick={closeSheet}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="new-thread" disabled={busy}>
        {say.create}
      </Button>
    </>
  )

  return (
    <Dialog title={say.title} onClose={closeSheet} actions={actions}>
      <form id="new-thread" class="new-thread" onSubmit={create}>
        <fieldset class="new-thread-kinds">
          <legend>{say.kind}</legend>
          {(['topic', 'private'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="kind"
                checked={kind.value === one}
                onChange={() => {
                  kind.value = one
                }}
              />
              <b>{say[one]}</b>
              <small>{one === 'topic' ? say.topicHint : say.privateHint}</small>
            </label>
          ))}
        </fieldset>
        <label class="new-thread-field">
          {say.name}
          <input
            data-autofocus
            type="text"
            dir="auto"
            maxLength={longestTitle}
            placeholder={placeholder()}
            value={title}
            onInput={(event) => {
              title.value = event.currentTarget.value
            }}
          />
        </label>
        {kind.value === 'topic' && card.value.roles.length > 0 && (
          <label class="new-thread-field">
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
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
