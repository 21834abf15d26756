import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownDocument, ShownFile } from '../../backend/shown.ts'
import { DayField } from '../parts/DayField.tsx'
import { shortWhen } from '../parts/dates.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { chosen } from '../words/index.ts'
import { Choice } from './Choice.tsx'
import { documents, filing, type Said, say as sayOf } from './documents.model.ts'
import { documentWords, whyNot } from './words/index.ts'

type AboutFileProps = {
  file: ShownFile
  onChange?: ((file: ShownFile) => void) | undefined
  onClose: () => void
}

/** In place of an id: it is a document of its own, or stays what it is. */
const [alone, asItIs] = ['', 'as-it-is']

/** Says what a file is: kind, class, day, and which one it takes the place of. */
export function AboutFile({ file, onChange, onClose }: AboutFileProps) {
  const say = documentWords()
  const kind = useSignal(file.kind ?? '')
  const of = useSignal(file.class ?? '')
  const dated = useSignal(file.dated ?? '')
  const replaces = useSignal(asItIs)
  const others = useSignal<ShownDocument[]>([])
  useEffect(() => {
    void documents({ current: '1' }).then((answer) => {
      if (answer.ok) others.value = answer.value.documents.filter((one) => one.file.id !== file.id)
    })
  }, [])
  const { kinds = [], classes = [] } = filing.value ?? {}
  const offered = <T extends { id: string; retiredAt?: string }>(all: T[], now: string | undefined) =>
    all.filter(({ id, retiredAt }) => !retiredAt || id === now)

  const send = async () => {
    const said: Said = {
      ...(kind.value !== (file.kind ?? '') && { kind: kind.value || null }),
      ...(of.value !== (file.class ?? '') && { class: of.value || null }),
      ...(dated.value !== (file.dated ?? '') && { dated: dated.value || null }),
      ...(replaces.value !== asItIs && { replaces: replaces.value || null }),
    }
    const answer = await sayOf(file.id, said)
    if (!answer.ok) return whyNot(answer.reason)
    onChange?.(answer.value)
    return undefined
  }

  return (
    <FormDialog title={say.aboutTitle} submit={say.save} send={send} onClose={onClose}>
      <p class="isolate ellipsis">{file.name}</p>
      <Choice label={say.kind} chosen={kind}>
        <option value="">{say.noKind}</option>
        {offered(kinds, file.kind).map(({ id, title }) => (
          <option key={id} value={id}>
            {title[chosen.language]}
          </option>
        ))}
      </Choice>
      <Choice label={say.class} chosen={of} hint={say.classHint}>
        <option value="">{say.noClass}</option>
        {offered(classes, file.class).map(({ id, title }) => (
          <option key={id} value={id}>
            {title[chosen.language]}
          </option>
        ))}
      </Choice>
      <DayField
        label={say.day}
        day={dated.value}
        onDay={(day) => {
          dated.value = day
        }}
      />
      <Choice label={say.replaces} chosen={replaces}>
        <option value={asItIs}>{say.asItIs}</option>
        <option value={alone}>{say.replacesNothing}</option>
        {others.value.map(({ file: { id, name, at } }) => (
          <option key={id} value={id}>
            {`${name} · ${shortWhen(at)}`}
          </option>
        ))}
      </Choice>
    </FormDialog>
  )
}
