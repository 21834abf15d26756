import { useEffect } from 'preact/hooks'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'
import { connection, trouble } from './card.model.ts'

/** What keeps the card from being up to date, over the messages that are there nevertheless. */
export function Banner() {
  const over = trouble.value === 'session_over'
  const offline = !over && connection.value === 'offline'
  const text = over ? words.states.overText : offline ? words.states.offline : undefined
  useEffect(() => {
    if (text) announce(text)
  }, [text])

  if (!text) return null
  return (
    <div class="card-banner">
      <Icon name={over ? 'lock' : 'offline'} size="s" />
      <span>{text}</span>
      {over && (
        <Button small onClick={() => location.reload()}>
          {words.states.overAction}
        </Button>
      )}
    </div>
  )
}
