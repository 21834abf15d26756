import { useSignal } from '@preact/signals'
import type { ShownStorage, StorageMode } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { SwitchDialog } from './SwitchDialog.tsx'
import { storageWords } from './words.ts'

/** What it means to keep the talk there, in plain words, and the way to have it so. */
export function Switching({ now, to }: { now: ShownStorage; to: StorageMode }) {
  const say = storageWords()
  const asked = useSignal(false)
  const isChange = to !== now.mode
  if (to === 'archive' && !isChange) return null
  return (
    <section class="settings-card storage-card" aria-label={say.modes[to]}>
      {to === 'archive' ? (
        <>
          <p>{say.back}</p>
          {now.waiting > 0 && <p>{say.backWaiting(now.waiting)}</p>}
        </>
      ) : (
        <InCrm now={now} isChange={isChange} />
      )}
      {isChange && (
        <Button
          kind="primary"
          onClick={() => {
            asked.value = true
          }}
        >
          {say.ask[to]}
        </Button>
      )}
      {asked.value && (
        <SwitchDialog
          now={now}
          to={to}
          onClose={() => {
            asked.value = false
          }}
        />
      )}
    </section>
  )
}

function InCrm({ now: { here }, isChange }: { now: ShownStorage; isChange: boolean }) {
  const say = storageWords()
  const { messages, characters, files, privateThreads, privateMessages, facts, drafts } = here
  const tense = isChange ? 'ahead' : 'now'
  return (
    <div class="storage-lists">
      {isChange && (
        <Told
          title={say.goes}
          lines={[
            messages > 0 ? say.messages(messages, characters) : say.nothingYet,
            files > 0 && say.files(files),
            say.readers,
          ]}
        />
      )}
      <Told
        title={say.lost[tense]}
        lines={[...say.losses, isChange && drafts > 0 && say.drafts(drafts)]}
        tone="storage-losses"
      />
      <Told
        title={say.stays[tense]}
        lines={[
          ...say.staying,
          privateThreads > 0 && say.privates(privateThreads, privateMessages),
          facts > 0 && say.facts(facts),
        ]}
      />
    </div>
  )
}

function Told({ title, lines, tone }: { title: string; lines: (string | false)[]; tone?: string }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul class={tone}>{lines.map((line) => line && <li key={line}>{line}</li>)}</ul>
    </div>
  )
}
