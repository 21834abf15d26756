import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownKitItem } from '../../backend/shown.ts'
import { threads } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { PillChoice } from '../parts/PillChoice.tsx'
import { TextField } from '../parts/TextField.tsx'
import { toOf, useOfferedRoles } from '../questions/asked-whom.ts'
import { WhomChoice } from '../questions/WhomChoice.tsx'
import { moveOn } from './documents.model.ts'
import { documentWords, whyNot } from './words/index.ts'

const sources = ['ofColleague', 'ofClient'] as const

type RequestDialogProps = { item: ShownKitItem; title: string; onClose: () => void }

/** Asks for a document: a colleague or a role by a question to the team, or the client, which is only noted. */
export function RequestDialog({ item, title, onClose }: RequestDialogProps) {
  const say = documentWords()
  // Pressed twice, or sent again after a failure, it stays one question.
  const message = useMemo(uuid7, [])
  const offered = useOfferedRoles()
  const source = useSignal<(typeof sources)[number]>('ofColleague')
  const whom = useSignal<readonly string[]>([])
  const text = useSignal(say.requestText(title))
  const team = threads.value.find(({ kind }) => kind === 'team')

  const send = async () => {
    const [to] = whom.value
    if (source.value === 'ofColleague' && (!to || !team)) return say.needWhom
    const asked =
      source.value === 'ofClient' || !to || !team
        ? ({ client: true } as const)
        : { to: toOf(to), thread: team.id, message, text: text.value.trim() }
    const answer = await moveOn(item, { step: 'request', asked })
    return answer.ok ? undefined : whyNot(answer.reason)
  }

  return (
    <FormDialog title={say.requestTitle(title)} submit={say.request} send={send} onClose={onClose}>
      <PillChoice legend={say.ofWhom} all={sources} chosen={source} label={(one) => say[one]} />
      {source.value === 'ofClient' ? (
        <p class="form-hint">{say.clientHint}</p>
      ) : (
        <>
          <WhomChoice chosen={whom} roles={offered.value.roles} legend={say.whom} />
          <TextField long label={say.message} text={text} />
        </>
      )}
      <p class="form-hint">{say.requestHint(item.hours)}</p>
    </FormDialog>
  )
}
