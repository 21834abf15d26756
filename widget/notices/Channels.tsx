import { useSignal } from '@preact/signals'
import type { Channel, ShownWishes, Wishes } from '../../backend/shown.ts'
import { Switch } from '../home/choices/Switch.tsx'
import { Button, IconButton } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { chosen } from '../words/index.ts'
import { askBrowser, browserName } from './ask-browser.ts'
import { MailAddress } from './MailAddress.tsx'
import type { Call } from './Wishes.tsx'
import { addBrowser, removeBrowser, trials, tryOut } from './wishes.model.ts'
import { noticeWords, whyNot } from './words/index.ts'

type ChannelsProps = { known: ShownWishes; set: (to: Partial<Wishes>) => void; call: Call }

/** By what I am told, each with a trial of its own. */
export function Channels({ known, set, call }: ChannelsProps) {
  const say = noticeWords()
  const { channels } = known.wishes
  const turn = (by: Channel, on: boolean) => set({ channels: { ...channels, [by]: on } })
  return (
    <>
      <Switch
        label={say.bell}
        hint={known.company.bell ? say.bellHint : say.bellOff}
        on={channels.bell}
        set={(on) => turn('bell', on)}
      />
      <Trial by="bell" call={call} />

      {known.mail ? (
        <>
          <Switch label={say.mail} hint={say.mailHint} on={channels.mail} set={(on) => turn('mail', on)} />
          <MailAddress mail={known.mail} call={call} />
          {known.mail.address && <Trial by="mail" call={call} />}
        </>
      ) : (
        <p class="wishes-none">
          <b>{say.mail}</b>
          {say.mailNone}
        </p>
      )}

      {known.push ? (
        <>
          <Switch label={say.push} hint={say.pushHint} on={channels.push} set={(on) => turn('push', on)} />
          <Browsers devices={known.push.devices} call={call} />
          {known.push.devices.length > 0 && <Trial by="push" call={call} />}
        </>
      ) : (
        <p class="wishes-none">
          <b>{say.push}</b>
          {say.pushOff}
        </p>
      )}
    </>
  )
}

function Trial({ by, call }: { by: Channel; call: Call }) {
  const say = noticeWords()
  const came = trials.value[by]
  return (
    <div class="wishes-trial">
      <Button small disabled={came === 'trying'} onClick={() => void tryOut(call, by)}>
        {say.try}
      </Button>
      <span role="status" class={typeof came === 'object' && !came.ok ? 'wishes-refused' : undefined}>
        {came === 'trying' && say.trying}
        {typeof came === 'object' && (came.ok ? say.arrived : whyNot(came.reason, came.said))}
      </span>
    </div>
  )
}

type Devices = NonNullable<ShownWishes['push']>['devices']

function Browsers({ devices, call }: { devices: Devices; call: Call }) {
  const say = noticeWords()
  const asking = useSignal(false)

  async function add() {
    asking.value = true
    const answer = await askBrowser(chosen.language)
    asking.value = false
    if (answer === 'blocked') toast({ text: say.blocked })
    else if (answer && (await addBrowser(call, answer, browserName(navigator.userAgent))))
      toast({ text: say.addedBrowser })
  }

  return (
    <div class="wishes-browsers">
      {devices.length === 0 && <p>{say.pushNone}</p>}
      <ul>
        {devices.map(({ id, name, addedAt }) => (
          <li key={id}>
            <span>
              {name} <small>{say.added(shortWhen(addedAt))}</small>
            </span>
            <IconButton
              icon="close"
              small
              label={say.remove(name)}
              onClick={() => void removeBrowser(call, id)}
            />
          </li>
        ))}
      </ul>
      <Button small disabled={asking.value} onClick={() => void add()}>
        {say.addBrowser}
      </Button>
    </div>
  )
}
