import { useSignal } from '@preact/signals'
import { Button } from '../parts/Button.tsx'
import { Step } from './Step.tsx'
import { environments, listEnvironments, signInAt, standing, working } from './setup.model.ts'
import { setupWords } from './words/index.ts'

/** Which environment: chosen from those he may see, or typed. */
export function Organization({ locale }: { locale: string }) {
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
      <Environments locale={locale} />
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

function Environments({ locale }: { locale: string }) {
  const say = setupWords.organization
  const busy = working.value !== undefined
  const listed = environments.value
  if (!listed) {
    return (
      <Button disabled={busy} onClick={() => void listEnvironments(locale)}>
        {say.list}
      </Button>
    )
  }
  if (listed.length === 0) return <p class="setup-text">{say.none}</p>
  return (
    <ul class="setup-forms setup-environments">
      {listed.map(({ name, address, admin }) => (
        <li key={address}>
          <span class="isolate">{`${name} · ${new URL(address).host}`}</span>
          {!admin && <span class="setup-text">{say.notAdmin}</span>}
          <Button
            small
            disabled={busy}
            aria-label={`${say.action}: ${name}`}
            onClick={() => void signInAt(locale, address)}
          >
            {say.action}
          </Button>
        </li>
      ))}
    </ul>
  )
}
