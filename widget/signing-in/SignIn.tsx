/** What stands where the card would be: somebody is being signed in, is to sign in, or cannot be shown this record. */
import { State } from '../card/States.tsx'
import { Button } from '../parts/Button.tsx'
import { signingInWords } from '../words/signing-in.ts'
import { screen } from './signing-in.model.ts'
import type { Trouble } from './tickets.ts'
import './sign-in.css'

/** Where another account may help. */
const OTHERS = new Set(['stranger', 'no_user', 'dismissed', 'cancelled'])

export function SignIn({ go }: { go: (choose?: boolean) => void }) {
  const now = screen.value
  const say = signingInWords()
  if (!now) return null
  if (now.show === 'waiting') {
    return (
      <main class="sign-in sign-in-waiting">
        <p role="status">{say.waiting}</p>
      </main>
    )
  }
  if (now.show === 'window') {
    return (
      <main class="sign-in state-page">
        <State icon="lock" title={say.inWindow} text={say.inWindowText}>
          <Button onClick={() => go()}>{say.openAgain}</Button>
        </State>
      </main>
    )
  }
  const { trouble, blocked } = now
  return (
    <main class="sign-in state-page">
      <State icon="lock" title={trouble.title} text={blocked ? say.blocked : trouble.text}>
        <div class="sign-in-ways">
          <Button kind="primary" onClick={() => go()}>
            {trouble.reason === 'ask' ? say.action : say.again}
          </Button>
          {OTHERS.has(trouble.reason) && <Button onClick={() => go(true)}>{say.otherAccount}</Button>}
        </div>
      </State>
    </main>
  )
}

/** The host shows him no card, or we could not ask. */
export function NoCard({ trouble, again }: { trouble: Trouble; again?: () => void }) {
  return (
    <main class="sign-in state-page">
      <State icon={trouble.reason === 'denied' ? 'lock' : 'alert'} title={trouble.title} text={trouble.text}>
        {again && <Button onClick={again}>{signingInWords().again}</Button>}
      </State>
    </main>
  )
}
