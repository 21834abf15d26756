import { useSignal } from '@preact/signals'
import type { Attempt, Condition, Finding } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { Button } from '../../parts/Button.tsx'
import { Chip, type Tone } from '../../parts/Chip.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { server } from '../home.model.ts'
import { homeWords } from '../words/index.ts'
import { type Detail, detailsOf } from './details.ts'
import { check, refusalOf } from './diagnosis.model.ts'

const tones: Record<Condition, Tone> = { ok: 'ok', attention: 'warn', broken: 'bad' }

/** A finding: how it stands, what that means, what to do. What is in order keeps its details folded. */
export function FindingCard({ finding }: { finding: Finding }) {
  const say = homeWords.diagnosis
  const { about, state } = finding
  const details = detailsOf(finding)
  // Not every finding can be in every state.
  const meanings: Partial<Record<Condition, string>> = say[about]
  return (
    <li class={`finding finding-${state}`} data-about={about}>
      <div class="finding-head">
        <h3>{say[about].title}</h3>
        <Chip tone={tones[state]}>{say[state]}</Chip>
      </div>
      <p class="finding-meaning">{meanings[state]}</p>
      <Remedy about={about} />
      {details.length > 0 && (
        <details open={state !== 'ok'}>
          <summary>{say.details}</summary>
          <Details details={details} />
        </details>
      )}
    </li>
  )
}

function Details({ details }: { details: Detail[] }) {
  return (
    <dl class="finding-details">
      {details.map(([label, value]) => (
        <div key={label + value}>
          <dt>{label}</dt>
          <dd class="isolate">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What can be done about it from here. */
function Remedy({ about }: Pick<Finding, 'about'>) {
  const { placements, people } = homeWords.diagnosis
  if (about === 'placements') {
    return <Attempting label={placements.bind} done={placements.done} attempt={() => server().bindAgain()} />
  }
  if (about === 'people') {
    return <Attempting label={people.read} done={people.done} attempt={() => server().readPeople()} />
  }
  return null
}

type AttemptingProps = { label: string; done: string; attempt: () => Promise<Result<Attempt>> }

function Attempting({ label, done, attempt }: AttemptingProps) {
  const busy = useSignal(false)
  async function run() {
    busy.value = true
    const answer = await attempt()
    busy.value = false
    const reason = refusalOf(answer)
    toast({ text: reason ? homeWords.failed(hostInWords(reason)) : done })
    await check(server())
  }
  return (
    <Button small disabled={busy.value} class="finding-remedy" onClick={() => void run()}>
      {label}
    </Button>
  )
}

/** A refusal of the host, or of our server, in words. */
export function hostInWords(reason: string): string {
  return homeWords.diagnosis.refused[reason] ?? inWords(reason)
}
