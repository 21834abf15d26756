import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MyInvite } from '../../backend/shown.ts'
import { Banner } from '../card/Banner.tsx'
import { card, currentThread, openThread, refresh, server, threads, trouble } from '../card/card.model.ts'
import { followKeyboard } from '../card/keyboard-height.ts'
import { threadTitle } from '../card/thread-looks.ts'
import { looking } from '../files/looking.ts'
import { LeaveDialog } from '../invites/LeaveDialog.tsx'
import { MyInvites } from '../invites/MyInvites.tsx'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { dateOnly } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { LiveRegions } from '../parts/LiveRegions.tsx'
import { later } from '../parts/later.tsx'
import { Toasts } from '../parts/Toasts.tsx'
import { Conversation } from '../threads/Conversation.tsx'
import { listed } from '../words/index.ts'
import { guestWords } from './words/index.ts'
import './guest.css'

const Lightbox = later(async () => (await import('../files/Lightbox.tsx')).Lightbox)

/** The discussions somebody was invited to, and nothing else of their record. `onOver`: there is none any more. */
export function Guest({ onOver }: { onOver: () => void }) {
  const thread = currentThread.value
  const { invited = [] } = card.value
  const mine = invited.find((one) => one.thread.id === thread?.id && one.acceptedAt)
  useEffect(followKeyboard, [])
  useEffect(() => {
    if (trouble.value === 'access_lost') onOver()
  }, [trouble.value])
  return (
    <div class="guest">
      <Head invite={mine} onOver={onOver} />
      {mine && (
        <p class="guest-privacy">
          <Icon name="shield" size="s" />
          <span>{guestWords().privacy(dateOnly(mine.until))}</span>
        </p>
      )}
      <MyInvites invites={invited} api={server()} onAnswered={(_, came) => void answered(came, onOver)} />
      {threads.value.length > 1 && <Tabs />}
      <main class="guest-main" aria-label={guestWords().title}>
        <Banner />
        {thread ? (
          <Conversation key={thread.id} thread={thread} />
        ) : (
          <p class="guest-waiting">{guestWords().waiting}</p>
        )}
      </main>
      {looking.value && <Lightbox {...looking.value} />}
      <Toasts />
      <LiveRegions />
    </div>
  )
}

async function answered(came: boolean, onOver: () => void) {
  await refresh()
  const [first] = threads.value
  if (came && first) openThread(first.id)
  else if (card.value.invited?.length === 0 || !(await server().card()).ok) onOver()
}

function Head({ invite, onOver }: { invite: MyInvite | undefined; onOver: () => void }) {
  const say = guestWords()
  const leaving = useSignal(false)
  const { context, record, people } = card.value
  const thread = currentThread.value
  const others = people.filter(({ id }) => id !== card.value.me.id && thread?.members.includes(id))
  const [first = others[0]] = invite ? people.filter(({ id }) => id === invite.sponsor.id) : []
  const title = [context.title, say.record(record.id)].filter(Boolean).join(' · ')
  return (
    <header class="guest-head" data-region="header">
      {first && <Avatar person={first} size={40} />}
      <div class="guest-title">
        <h1 class="ellipsis isolate">{title}</h1>
        <p class="ellipsis">
          {[
            thread && threadTitle(thread),
            others.length > 0 && say.answers(listed(others.map(({ name }) => name))),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {invite && <p class="ellipsis">{say.invitedBy(invite.sponsor.name)}</p>}
      </div>
      {invite && (
        <Button
          small
          onClick={() => {
            leaving.value = true
          }}
        >
          {say.finish}
        </Button>
      )}
      {leaving.value && invite && (
        <LeaveDialog
          invite={invite.id}
          onClose={() => {
            leaving.value = false
          }}
          onLeft={() => {
            leaving.value = false
            void answered(false, onOver)
          }}
        />
      )}
    </header>
  )
}

function Tabs() {
  return (
    <nav class="guest-tabs" aria-label={guestWords().title}>
      {threads.value.map((one) => (
        <button
          key={one.id}
          type="button"
          aria-current={one.id === currentThread.value?.id ? 'page' : undefined}
          onClick={() => openThread(one.id)}
        >
          {threadTitle(one)}
        </button>
      ))}
    </nav>
  )
}
