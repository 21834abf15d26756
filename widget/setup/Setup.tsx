import type { ShownSetup } from '../../backend/shown.ts'
import { Button } from '../parts/Button.tsx'
import { Forms } from './Forms.tsx'
import { Health } from './Health.tsx'
import { Organization } from './Organization.tsx'
import { Parting } from './Parting.tsx'
import { Step } from './Step.tsx'
import { consent, consented, parted, standing, take, working } from './setup.model.ts'
import { setupWords } from './words/index.ts'
import './setup.css'

/** The whole page: steps from top to bottom. What needs rights that were not lent yet waits for step 2. */
export function Setup({ locale }: { locale: string }) {
  const say = setupWords
  const now = standing.value
  const busy = working.value !== undefined
  return (
    <main class="setup">
      <h1>{say.title}</h1>
      <p class="setup-text">{say.lead}</p>
      <ol class="setup-steps">
        <Step
          step="consent"
          number={1}
          title={say.consent.title}
          text={say.consent.text}
          done={consented.value || now !== undefined}
          fact={consented.value ? say.consent.given : undefined}
        >
          <Button disabled={busy} onClick={() => void consent(locale)}>
            {say.consent.action}
          </Button>
        </Step>
        <Organization locale={locale} />
        {now && (
          <>
            <Package />
            <Step
              step="application"
              number={4}
              title={say.application.title}
              text={now.onPremises ? say.application.onPremises : say.application.text}
              done={now.application.user && now.application.role && now.application.lacking.length === 0}
              fact={factOf(now.application)}
            >
              <Button disabled={busy} onClick={() => void take('application')}>
                {say.application.action}
              </Button>
            </Step>
            <Step
              step="connection"
              number={5}
              title={say.connection.title}
              text={say.connection.text}
              done={now.connected}
              fact={now.connected ? say.connection.there : undefined}
            >
              <Button disabled={busy} onClick={() => void take('connection')}>
                {say.connection.action}
              </Button>
            </Step>
            <Step
              step="events"
              number={6}
              title={say.events.title}
              text={say.events.text}
              done={now.events.bound > 0}
              fact={now.events.bound > 0 ? boundIn(now.events) : undefined}
            >
              <Button disabled={busy} onClick={() => void take('events')}>
                {now.events.bound > 0 ? say.events.again : say.events.action}
              </Button>
            </Step>
            <Forms number={7} />
            <Health />
            {(now.connected || parted.value) && <Parting />}
          </>
        )}
      </ol>
    </main>
  )
}

function boundIn({ bound, untracked }: ShownSetup['events']): string {
  const { events } = setupWords
  return [
    events.bound(bound),
    ...(untracked.length > 0 ? [events.untracked(untracked.join(', '))] : []),
  ].join(' ')
}

function factOf({ user, role, lacking }: ShownSetup['application']): string | undefined {
  if (!user) return undefined
  if (role && lacking.length > 0) return setupWords.application.lacking(lacking.join(', '))
  return role ? setupWords.application.there : setupWords.application.role
}

function Package() {
  const say = setupWords.package
  const { there = null, ours = null } = standing.value?.package ?? {}
  return (
    <Step
      step="package"
      number={3}
      title={say.title}
      text={say.text}
      done={there !== null}
      fact={there === null ? say.none : say.there(there)}
    >
      {ours === null ? (
        <p class="setup-text">{say.byHand}</p>
      ) : (
        <Button disabled={working.value !== undefined} onClick={() => void take('package')}>
          {there === null ? say.action : say.renew}
        </Button>
      )}
    </Step>
  )
}
