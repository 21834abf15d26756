import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ShownWishes } from '../../backend/shown.ts'
import { Button } from '../parts/Button.tsx'
import type { Call } from './Wishes.tsx'
import { confirmAddress, nameAddress, wrongCode } from './wishes.model.ts'
import { noticeWords, whyNot } from './words/index.ts'

type MailAddressProps = { mail: NonNullable<ShownWishes['mail']>; call: Call }

/** Where I am written to: as the CRM has it, or an address of mine, confirmed by a code. */
export function MailAddress({ mail, call }: MailAddressProps) {
  const say = noticeWords()
  const naming = useSignal(false)
  const { address, from, unconfirmed, refused } = mail
  const asks = !address || naming.value
  return (
    <div class="wishes-mail">
      {address && (
        <p>
          {say.to(address)}{' '}
          {from === 'person' && !naming.value && (
            <Button kind="text" small onClick={() => (naming.value = true)}>
              {say.another}
            </Button>
          )}
        </p>
      )}
      {refused && <p class="wishes-refused">{say.returned(whyNot(refused.reason, refused.said))}</p>}
      {unconfirmed ? (
        <>
          <p>{say.codeSent(unconfirmed)}</p>
          <OneLine
            label={say.code}
            button={say.confirm}
            of="code"
            send={async (code) => {
              await confirmAddress(call, code)
              naming.value = wrongCode.value
            }}
          />
          {wrongCode.value && (
            <p class="wishes-refused" role="alert">
              {say.wrongCode}
            </p>
          )}
        </>
      ) : (
        asks && (
          <OneLine
            label={say.address}
            button={say.sendCode}
            of="address"
            send={(named) => nameAddress(call, named)}
          />
        )
      )}
    </div>
  )
}

type OneLineProps = {
  label: string
  button: string
  of: keyof typeof fields
  send: (typed: string) => Promise<void>
}

const fields = {
  code: { type: 'text', inputMode: 'numeric', autocomplete: 'one-time-code' },
  address: { type: 'email', inputMode: 'email', autocomplete: 'email' },
} as const

const looksGood = { code: /^\d{6}$/, address: /^\S+@\S+\.\S+$/ }

/** A field and what is done with it. Not a form: our pages may send none. */
function OneLine({ label, button, of, send }: OneLineProps) {
  const id = useId()
  const typed = useSignal('')
  const busy = useSignal(false)
  const good = looksGood[of].test(typed.value)

  async function go() {
    if (!good || busy.value) return
    busy.value = true
    await send(typed.value)
    busy.value = false
  }

  return (
    <div class="wishes-one-line">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...fields[of]}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value.trim()
        }}
        onKeyDown={(event) => event.key === 'Enter' && void go()}
      />
      <Button small disabled={!good || busy.value} onClick={() => void go()}>
        {button}
      </Button>
    </div>
  )
}
