/** What stands in place of messages or of the whole card: none yet, not yet, not for you, not this time. */
import type { ComponentChildren } from 'preact'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/icons.ts'
import { words } from '../words/index.ts'
import './states.css'

type StateProps = {
  icon: IconName
  title: string
  text?: string
  /** Nothing else is on the page, so this heads it. */
  alone?: boolean
  children?: ComponentChildren
}

function State({ icon, title, text, alone, children }: StateProps) {
  const Title = alone ? 'h1' : 'h2'
  return (
    <div class="state">
      <span class="state-picture">
        <Icon name={icon} />
      </span>
      <Title class="state-title">{title}</Title>
      {text && <p class="state-text">{text}</p>}
      {children}
    </div>
  )
}

/** A thread in which nothing was said yet. */
export function EmptyThread({ onWrite }: { onWrite: () => void }) {
  const { emptyTitle, emptyText, emptyAction } = words.states
  return (
    <State icon="chat" title={emptyTitle} text={emptyText}>
      <Button kind="primary" onClick={onWrite}>
        {emptyAction}
      </Button>
    </State>
  )
}

/** The messages did not come; `code` helps whoever is asked for help. */
export function Failed({ code, onRetry }: { code?: string; onRetry: () => void }) {
  const { failedTitle, failedText } = words.states
  const text = code ? `${words.states.code(code)} · ${failedText}` : failedText
  return (
    <State icon="alert" title={failedTitle} text={text}>
      <Button onClick={onRetry}>{words.retry}</Button>
    </State>
  )
}

/** Shapes of messages to come. For those who wait longer than 150 ms. */
export function MessagesSkeleton() {
  return (
    <div class="state-skeleton" aria-busy="true">
      <span class="hidden">{words.loading}</span>
      {[58, 70, 44, 62, 50].map((width, i) => (
        <div key={width} class={i === 2 ? 'state-bubble state-bubble-own' : 'state-bubble'}>
          {i !== 2 && <span class="skeleton state-avatar" />}
          <span class="skeleton" style={{ width: `${width}%`, height: i % 2 ? '36px' : '56px' }} />
        </div>
      ))}
    </div>
  )
}

/** The host no longer lets this person see the record. */
export function AccessLost({ responsible }: { responsible: string }) {
  const { lostTitle, lostText, lostAsk } = words.states
  return <State alone icon="lock" title={lostTitle} text={responsible ? lostAsk(responsible) : lostText} />
}

/** The page came without what it should show. */
export function Broken() {
  const { brokenTitle, brokenText, overAction } = words.states
  return (
    <main class="state-page">
      <State alone icon="alert" title={brokenTitle} text={brokenText}>
        <Button onClick={() => location.reload()}>{overAction}</Button>
      </State>
    </main>
  )
}
