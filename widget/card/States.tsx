/** What stands in place of messages or of the whole card: none yet, not for you, not this time. */
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/icons.ts'
import { LiveRegions } from '../parts/LiveRegions.tsx'
import { words } from '../words/index.ts'
import './states.css'

type StateProps = {
  icon: IconName
  title: string
  text?: string
  /** Part of a card, which has a heading already. */
  within?: boolean
  children?: ComponentChildren
}

export function State({ icon, title, text, within, children }: StateProps) {
  const Title = within ? 'h2' : 'h1'
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

/** The host no longer lets this person see the record. */
export function AccessLost({ responsible }: { responsible: string }) {
  const { lostTitle, lostText, lostAsk } = words.states
  return <State icon="lock" title={lostTitle} text={responsible ? lostAsk(responsible) : lostText} />
}

/** This person works here no more. */
export function Left() {
  const { leftTitle, leftText } = words.states
  useEffect(() => announce(leftTitle, 'assertive'), [leftTitle])
  return (
    <main class="state-page">
      <State icon="lock" title={leftTitle} text={leftText} />
      <LiveRegions />
    </main>
  )
}

/** The page came without what it should show. */
export function Broken() {
  const { brokenTitle, brokenText, overAction } = words.states
  return (
    <main class="state-page">
      <State icon="alert" title={brokenTitle} text={brokenText}>
        <Button onClick={() => location.reload()}>{overAction}</Button>
      </State>
    </main>
  )
}
