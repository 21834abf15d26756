import { useEffect } from 'preact/hooks'
import type { Level, ShownWishes, Wishes as Wished } from '../../backend/shown.ts'
import type { Api } from '../api.ts'
import { State } from '../card/States.tsx'
import { Switch } from '../home/choices/Switch.tsx'
import { Button } from '../parts/Button.tsx'
import { words } from '../words/index.ts'
import { Channels } from './Channels.tsx'
import { Choice } from './Choice.tsx'
import { Quiet, TimeField } from './Quiet.tsx'
import { change, failure, loadWishes, shown } from './wishes.model.ts'
import { noticeWords, whyNot } from './words/index.ts'
import './wishes.css'

export type Call = Api['call']

/** How I wish to be told, of all discussions. Every change is saved at once. */
export function Wishes({ call }: { call: Call }) {
  useEffect(() => void loadWishes(call), [])
  const say = noticeWords()
  const known = shown.value
  if (!known) {
    if (!failure.value) return <p class="wishes-loading">{say.loading}</p>
    return (
      <State within icon="alert" title={say.failed} text={whyNot(failure.value.reason)}>
        <Button onClick={() => void loadWishes(call)}>{words.retry}</Button>
      </State>
    )
  }
  const set = (to: Partial<Wished>) => void change(call, to)
  return (
    <div class="wishes">
      {failure.value && (
        <p class="wishes-failure" role="alert">
          {whyNot(failure.value.reason, failure.value.said)}
        </p>
      )}
      <section class="wishes-part">
        <LevelChoice known={known} set={set} />
      </section>
      <section class="wishes-part">
        <h3>{say.channels}</h3>
        <Channels known={known} set={set} call={call} />
      </section>
      <section class="wishes-part">
        <Quiet wishes={known.wishes} set={set} />
      </section>
      <section class="wishes-part">
        <Summary known={known} set={set} />
      </section>
    </div>
  )
}

function LevelChoice({ known, set }: { known: ShownWishes; set: (to: Partial<Wished>) => void }) {
  const say = noticeWords()
  const levels = ['all', 'calls', 'none'] as const
  return (
    <Choice<Level | null>
      title={say.level}
      chosen={known.wishes.level}
      choose={(level) => set({ level })}
      options={[
        { value: null, label: say.company(say.levels[known.company.level]) },
        ...levels.map((value) => ({ value, label: say.levels[value], hint: say.levelHints[value] })),
      ]}
    />
  )
}

function Summary({ known, set }: { known: ShownWishes; set: (to: Partial<Wished>) => void }) {
  const say = noticeWords()
  const { summary } = known.wishes
  return (
    <>
      <Switch
        label={say.summary}
        hint={say.summaryHint}
        on={summary !== null}
        set={(on) => set({ summary: on ? { at: '09:00', by: 'bell' } : null })}
      />
      {summary && (
        <div class="wishes-line">
          <TimeField label={say.at} value={summary.at} set={(at) => set({ summary: { ...summary, at } })} />
          <Choice<'bell' | 'mail'>
            title={say.channels}
            inLine
            chosen={summary.by}
            choose={(by) => set({ summary: { ...summary, by } })}
            options={[
              { value: 'bell', label: say.byBell },
              { value: 'mail', label: say.byMail, disabled: !known.mail?.address },
            ]}
          />
        </div>
      )}
    </>
  )
}
