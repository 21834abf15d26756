import { useSignal } from '@preact/signals'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { Forms } from './Forms.tsx'
import { Step } from './Step.tsx'
import { check, consent, consented, health, signInAt, standing, take, working } from './setup.model.ts'
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
              text={say.application.text}
              done={now.application.user && now.application.role}
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
              fact={now.events.bound > 0 ? say.events.bound(now.events.bound) : undefined}
            >
              <Button disabled={busy} onClick={() => void take('events')}>
                {now.events.bound > 0 ? say.events.again : say.events.action}
              </Button>
            </Step>
            <Forms number={7} />
            <Health />
          </>
        )}
      </ol>
    </main>
  )
}

function factOf({ user, role }: { user: boolean; role: boolean }): string | undefined {
  if (!user) return undefined
  return role ? setupWords.application.there : setupWords.application.role
}

function Organization({ locale }: { locale: string }) {
  const say = setupWords.organization
  const now = standing.value
  const address = useSignal('')
  return (
    <Step
      step="organization"
      number={2}
      title={say.title}
      text={say.text}
      done={now !== undefined}
      fact={now && say.who(now.person, now.organization.name || now.organization.address)}
    >
      <form
        class="setup-address"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = address.value.trim()
          if (typed) void signInAt(locale, typed)
        }}
      >
        <label>
          {say.label}
          <input
            type="text"
            inputMode="url"
            autocomplete="url"
            spellcheck={false}
            placeholder="https://contoso.crm4.dynamics.com"
            value={address.value}
            onInput={({ currentTarget }) => {
              address.value = currentTarget.value
            }}
          />
        </label>
        <Button kind="primary" type="submit" disabled={working.value !== undefined}>
          {now ? say.again : say.action}
        </Button>
      </form>
    </Step>
  )
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

const tones = { ok: 'ok', attention: 'warn', broken: 'bad' } as const

function Health() {
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
      <p class="setup-text">
        {policy.title}. {policy.text} <code>{location.origin}</code>
      </p>
    </Step>
  )
}
