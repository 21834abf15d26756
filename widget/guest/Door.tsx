import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { askAnew, comeIn, type Entry, paste } from './entering.model.ts'
import { guestWords } from './words/index.ts'
import './guest.css'

/** Before the discussion: a link to be opened, a code to be written, or why it cannot be. */
export function Door({ entry }: { entry: Exclude<Entry, { at: 'in' }> }) {
  const say = guestWords()
  switch (entry.at) {
    case 'waiting':
      return (
        <Sheet title={say.title}>
          <p role="status">{say.wait}</p>
        </Sheet>
      )
    case 'paste':
      return <Paste problem={entry.problem} />
    case 'link':
      return <Link entry={entry} />
    case 'over':
      return (
        <Sheet title={say.over}>
          <p role="status">{entry.asked ? say.asked : say.overHint}</p>
          {!entry.asked && (
            <Button kind="primary" onClick={() => void askAnew(entry.token)}>
              {say.askAnew}
            </Button>
          )}
        </Sheet>
      )
    case 'ended':
      return (
        <Sheet title={say.ended}>
          <p>{say.endedHint}</p>
        </Sheet>
      )
  }
}

function Link({ entry: { token, asksCode, problem } }: { entry: Extract<Entry, { at: 'link' }> }) {
  const say = guestWords()
  const code = useSignal('')
  return (
    <Sheet title={say.enter}>
      <p>{say.enterHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void comeIn(token, asksCode ? code.value.trim() : undefined)
        }}
      >
        {asksCode && (
          <Field
            label={say.code}
            hint={say.codeHint}
            value={code.value}
            onInput={(text) => {
              code.value = text
            }}
            numeric
          />
        )}
        <p class="guest-problem" role="alert">
          {problem && say[problem]}
        </p>
        <Button kind="primary" type="submit">
          {say.open}
        </Button>
      </form>
    </Sheet>
  )
}

function Paste({ problem }: { problem: 'needLink' | 'unknown' | undefined }) {
  const say = guestWords()
  const text = useSignal('')
  const told = problem === 'unknown' ? `${say.unknown}. ${say.unknownHint}` : problem && say.needLink
  return (
    <Sheet title={say.pasteTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          paste(text.value)
        }}
      >
        <Field
          label={say.paste}
          hint={say.pasteHint}
          value={text.value}
          onInput={(next) => {
            text.value = next
          }}
        />
        <p class="guest-problem" role="alert">
          {told}
        </p>
        <Button kind="primary" type="submit">
          {say.open}
        </Button>
      </form>
    </Sheet>
  )
}

type FieldProps = {
  label: string
  hint: string
  value: string
  onInput: (text: string) => void
  numeric?: boolean
}

function Field({ label, hint, value, onInput, numeric = false }: FieldProps) {
  return (
    <label class="guest-field">
      {label}
      <input
        type="text"
        dir="ltr"
        autoComplete={numeric ? 'one-time-code' : 'off'}
        {...(numeric && { inputMode: 'numeric', maxLength: 6 })}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small>{hint}</small>
    </label>
  )
}

function Sheet({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="guest-door">
      <Icon name="lock" />
      <h1>{title}</h1>
      {children}
    </main>
  )
}
