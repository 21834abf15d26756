import type { ComponentChildren } from 'preact'
import { Chip } from '../parts/Chip.tsx'
import { failure, type StepName, windowOpen, working } from './setup.model.ts'
import { setupWords } from './words/index.ts'

interface StepProps {
  step: StepName
  number: number
  title: string
  text: string
  done: boolean
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
        <Chip {...(done && { tone: 'ok' as const })}>{done ? say.done : say.todo}</Chip>
      </div>
      <p class="setup-text">{text}</p>
      {fact && <p class="setup-fact">{fact}</p>}
      <div class="setup-acts">{children}</div>
      <div role="status">
        {working.value === step && (
          <p class="setup-working">{windowOpen.value === step ? say.inWindow : say.working}</p>
        )}
        <Failure step={step} />
      </div>
    </li>
  )
}

function Failure({ step }: { step: StepName }) {
  const now = failure.value
  if (now?.step !== step) return null
  const { refused, over, blocked } = setupWords
  const own: Record<string, string> = { session_over: over, blocked }
  return (
    <p class="setup-failed">
      {own[now.reason] ?? refused[now.reason] ?? refused.other}
      {now.said && <span class="setup-said isolate">{now.said}</span>}
    </p>
  )
}
