import { useSignal } from '@preact/signals'
import type { ErasureDecision, ErasureFind, KeepReason } from '../../../backend/shown.ts'
import { recordName } from '../../card/record-name.ts'
import { Button } from '../../parts/Button.tsx'
import { dateOnly } from '../../parts/dates.ts'
import { busy } from './erasure.model.ts'
import { erasureWords } from './words.ts'

interface Props {
  find: ErasureFind
  decide: (decision: ErasureDecision, reason?: KeepReason) => void
  itIsHim: (() => void) | undefined
}

/** One find: where, his words in it, what speaks against erasing, and what is decided. */
export function Find({ find, decide, itIsHim }: Props) {
  const say = erasureWords()
  const keeping = useSignal(false)
  const { kind, at, by, thread, record, excerpts, authored, withheld, conflicts, choices, decided } = find
  const where = [thread && `«${thread}»`, record && recordByKey(record), by?.name, at && dateOnly(at)]
    .filter(Boolean)
    .join(' · ')
  const reasons: KeepReason[] = conflicts.includes('hold') ? ['hold'] : ['other', 'claim', 'law']
  return (
    <li class="settings-card erasure-find">
      <h4>
        {say.things[kind]}
        {where && <small class="isolate"> {where}</small>}
      </h4>
      {authored && <p class="erasure-authored">{say.authored}</p>}
      {withheld && <p class="erasure-authored">{say.withheld}</p>}
      {excerpts.map((excerpt, n) => (
        <Excerpt key={n} excerpt={excerpt} />
      ))}
      {conflicts.map((conflict) => (
        <p class="erasure-conflict" key={conflict}>
          {say.conflicts[conflict]}
        </p>
      ))}
      {itIsHim && (
        <Button small disabled={busy.value} onClick={itIsHim}>
          {say.itIsHim}
        </Button>
      )}
      <div class="erasure-deeds">
        {choices.map((choice) => (
          <Button
            key={choice}
            small
            kind={decided?.decision === choice ? 'primary' : 'outline'}
            aria-pressed={decided?.decision === choice}
            disabled={busy.value}
            onClick={() => {
              keeping.value = choice === 'keep'
              if (choice !== 'keep') decide(choice)
            }}
          >
            {say.decisions[choice]}
          </Button>
        ))}
        {decided && <strong>{say.decided[decided.decision]}</strong>}
        {decided?.reason && <span>{say.reasons[decided.reason]}</span>}
      </div>
      {keeping.value && (
        <label class="erasure-why">
          <span>{say.keepWhy}</span>
          <select
            onChange={({ currentTarget: { value } }) => {
              if (value === '') return
              decide('keep', value as KeepReason)
              keeping.value = false
            }}
          >
            <option value="" />
            {reasons.map((reason) => (
              <option key={reason} value={reason}>
                {say.reasons[reason]}
              </option>
            ))}
          </select>
        </label>
      )}
    </li>
  )
}

function Excerpt({ excerpt: { text, marks } }: { excerpt: ErasureFind['excerpts'][number] }) {
  let from = 0
  const parts = marks.flatMap(([start, end]) => {
    const before = text.slice(from, start)
    from = end
    return [before, <mark key={start}>{text.slice(start, end)}</mark>]
  })
  return (
    <p class="erasure-excerpt isolate">
      {parts}
      {text.slice(from)}
    </p>
  )
}

/** `deal:1204` */
function recordByKey(key: string): string {
  const [type = '', ...id] = key.split(':')
  return recordName({ type, id: id.join(':') })
}
