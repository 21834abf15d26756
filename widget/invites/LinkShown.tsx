import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { dateOnly } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { addressOf, type Made } from './invites.model.ts'
import { inviteWords } from './words/index.ts'

/** A guest's link, and his code, as they are told once. */
export function LinkShown({ made, onClose }: { made: Required<Made>; onClose: () => void }) {
  const say = inviteWords()
  const { invite, link } = made
  const address = addressOf(link)
  return (
    <Dialog
      title={say.linkReady(invite.person.name)}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          {say.done}
        </Button>
      }
    >
      <div class="form">
        <p class="invite-hint">{say.linkHint(dateOnly(link.until))}</p>
        <Copyable label={say.link} text={address} focus />
        {link.code && <Copyable label={say.code} text={link.code} hint={say.codedHint} />}
      </div>
    </Dialog>
  )
}

type CopyableProps = { label: string; text: string; hint?: string; focus?: boolean }

function Copyable({ label, text, hint, focus = false }: CopyableProps) {
  const say = inviteWords()
  async function copy(event: { currentTarget: HTMLElement }) {
    const field = event.currentTarget.parentElement?.querySelector('input')
    try {
      await navigator.clipboard.writeText(text)
      toast({ text: say.copied })
    } catch {
      // A frame may be forbidden to write there: the text is selected, and the keys still copy.
      field?.select()
    }
  }
  return (
    <div class="invite-copy">
      <label class="form-field">
        {label}
        <input
          readOnly
          dir="ltr"
          value={text}
          {...(focus && { 'data-autofocus': true })}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <Button small onClick={(event) => void copy(event)}>
        {say.copy}
      </Button>
      {hint && <small>{hint}</small>}
    </div>
  )
}
