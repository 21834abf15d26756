import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { ShownInvite } from '../../backend/shown.ts'
import { card, currentThread } from '../card/card.model.ts'
import { closeSheet } from '../card/layout.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { InviteList } from './InviteList.tsx'
import { invite, invitesTo, type Made } from './invites.model.ts'
import { LinkShown } from './LinkShown.tsx'
import { fresh, Terms } from './Terms.tsx'
import { Who } from './Who.tsx'
import { inviteWords, whyNot } from './words/index.ts'
import '../parts/form-dialog.css'
import './invites.css'

const day = 24 * 60 * 60_000

/** Invites a colleague or a guest to the discussion that is open, and shows who was. */
export function InviteDialog() {
  const say = inviteWords()
  const thread = currentThread.peek()
  const { inviteGuests } = card.peek().rights
  // Pressed twice, or sent again after a failure, it stays one invitation.
  const id = useMemo(() => ({ next: uuid7() }), [])
  const kind = useSignal<'colleague' | 'guest'>('colleague')
  const person = useSignal('')
  const name = useSignal('')
  const from = useSignal('')
  const coded = useSignal(false)
  const terms = useSignal(fresh('colleague'))
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)
  const invites = useSignal<ShownInvite[] | undefined>(undefined)
  const made = useSignal<Required<Made> | undefined>(undefined)

  async function load() {
    const answer = thread && (await invitesTo(thread.id))
    if (answer?.ok) invites.value = answer.value.invites
  }
  useEffect(() => void load(), [])
  if (!thread) return null

  async function send(event: Event) {
    event.preventDefault()
    const guest = kind.value === 'guest'
    problem.value = guest
      ? name.value.trim() === ''
        ? say.needName
        : undefined
      : person.value === ''
        ? say.needPerson
        : undefined
    if (problem.value || busy.value || !thread) return
    busy.value = true
    const { days, fields, files, fromSeq } = terms.value
    const answer = await invite(thread.id, {
      id: id.next,
      who: guest
        ? { guest: { name: name.value.trim(), from: from.value.trim() || null } }
        : { person: person.value },
      fields: [...fields],
      files: [...files],
      ...(fromSeq !== undefined && { fromSeq }),
      until: new Date(Date.now() + days * day).toISOString(),
      ...(guest && { coded: coded.value }),
    })
    busy.value = false
    if (!answer.ok) {
      problem.value = whyNot(answer.reason)
      return
    }
    id.next = uuid7()
    announce(say.sent(answer.value.invite.person.name))
    person.value = ''
    name.value = ''
    from.value = ''
    const { invite: one, link } = answer.value
    if (link) made.value = { invite: one, link }
    await load()
  }

  if (made.value) {
    return (
      <LinkShown
        made={made.value}
        onClose={() => {
          made.value = undefined
        }}
      />
    )
  }
  const actions = (
    <>
      <Button onClick={closeSheet}>{say.done}</Button>
      <Button kind="primary" type="submit" form="invite" disabled={busy}>
        {kind.value === 'guest' ? say.makeLink : say.invite}
      </Button>
    </>
  )
  return (
    <Dialog title={say.title} onClose={closeSheet} actions={actions}>
      <form id="invite" class="form" onSubmit={send}>
        <Who
          kind={kind}
          guests={inviteGuests}
          person={person}
          name={name}
          from={from}
          onKind={(next) => {
            kind.value = next
            terms.value = fresh(next)
            problem.value = undefined
          }}
        />
        <Terms terms={terms} thread={thread} />
        {kind.value === 'guest' && (
          <label class="invite-check">
            <input
              type="checkbox"
              checked={coded}
              onChange={(event) => {
                coded.value = event.currentTarget.checked
              }}
            />
            <span>
              {say.coded}
              <small>{say.codedHint}</small>
            </span>
          </label>
        )}
        <p class="form-problem" role="alert">
          {problem}
        </p>
      </form>
      <InviteList
        invites={invites.value ?? []}
        onChange={load}
        onLink={(link) => {
          made.value = link
        }}
      />
    </Dialog>
  )
}
