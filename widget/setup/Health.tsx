import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { Step } from './Step.tsx'
import { check, health, working } from './setup.model.ts'
import { setupWords } from './words/index.ts'

const tones = { ok: 'ok', attention: 'warn', broken: 'bad' } as const

/** How the connection is now, and what a strict policy would have to be told. */
export function Health() {
  const { health: say, policy } = setupWords
  return (
    <Step
      step="health"
      number={8}
      title={say.title}
      text={say.text}
      done={health.value?.findings.every(({ state }) => state !== 'broken') ?? false}
    >
      <Button disabled={working.value !== undefined} onClick={() => void check()}>
        {say.action}
      </Button>
      <ul class="setup-forms">
        {health.value?.findings.map(({ about, state }) => (
          <li key={about}>
            <span>{say.about[about] ?? about}</span>
            <Chip tone={tones[state]}>{say.state[state]}</Chip>
          </li>
        ))}
      </ul>
      {health.value?.findings.some(({ state }) => state !== 'ok') && <p class="setup-text">{say.more}</p>}
      <p class="setup-text">
        {policy.title}. {policy.text} <code>{location.origin}</code>
      </p>
    </Step>
  )
}
