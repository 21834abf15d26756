import type { ComponentChildren } from 'preact'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { failure, leaveWindow, type StepName, standing, windowOpen, working } from './setup.model.ts'
import { setupWords } from './words/index.ts'

interface StepProps {
  step: StepName
  number: number
  title: string
  text: string
  /** Absent where there is nothing that has to be done. */
  done?: boolean | undefined
  /** What is there already. */
  fact?: string | undefined
  children: ComponentChildren
}

/** One step: what it is for, how it stands, what to press, what went wrong. */
export function Step({ step, number, title, text, done, fact, children }: StepProps) {
  const say = setupWords
  return (
    <li class="setup-step" data-step={step} aria-busy={working.value === step}>
      <div class="setup-head">
        <span class="setup-number" aria-hidden="true">
          {number}
        </span>
        <h2>{title}</h2>
        {done !== undefined && (
          <Chip {...(done && { tone: 'ok' as const })}>{done ? say.done : say.todo}</Chip>
        )}
      </div>
      <p class="setup-text">{text}</p>
      {fact && <p class="setup-fact">{fact}</p>}
      <div class="setup-acts">{children}</div>
      <div role="status">
        {working.value === step && (
          <p class="setup-working">{windowOpen.value === step ? say.inWindow : say.working}</p>
        )}
        {windowOpen.value === step && (
          <Button small onClick={leaveWindow}>
            {say.leaveWindow}
          </Button>
        )}
        <Failure step={step} />
      </div>
    </li>
  )
}

/** Said by us better than by whoever stood in the window. */
const OURS = new Set(['cancelled', 'closed'])

function Failure({ step }: { step: StepName }) {
  const now = failure.value
  if (now?.step !== step) return null
  const { refused, over, blocked, closed, customizer } = setupWords
  const own: Record<string, string> = {
    session_over: over,
    blocked,
    closed,
    ...(standing.value?.customizer && { denied: customizer }),
  }
  return (
    <p class="setup-failed">
      {own[now.reason] ?? refused[now.reason] ?? refused.other}
      {now.said && !OURS.has(now.reason) && <span class="setup-said isolate">{now.said}</span>}
    </p>
  )
}
