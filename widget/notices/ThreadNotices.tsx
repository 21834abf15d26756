import type { Level } from '../../backend/shown.ts'
import { currentThread, patchThread, server } from '../card/card.model.ts'
import { closeSheet } from '../card/layout.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { toast } from '../parts/toast.ts'
import { Choice } from './Choice.tsx'
import { Wishes } from './Wishes.tsx'
import { noticeWords, whyNot } from './words/index.ts'

/** In a card: what rings in the open discussion, and how I am told of all. */
export function ThreadNotices() {
  const say = noticeWords()
  const thread = currentThread.value
  const levels = ['all', 'calls', 'none'] as const
  return (
    <Dialog title={say.title} onClose={closeSheet}>
      {thread && (
        <section class="wishes-part wishes-thread">
          <Choice<Level | null>
            title={say.thread}
            chosen={thread.level ?? null}
            choose={(level) => void setLevel(thread.id, level)}
            options={[
              { value: null, label: say.asForAll },
              ...levels.map((value) => ({ value, label: say.levels[value] })),
            ]}
          />
          {thread.unanswered && (
            <p class="wishes-waits">
              {say.waits(thread.unanswered)}{' '}
              <Button small onClick={() => void needNoAnswer(thread.id, thread.lastSeq)}>
                {say.noAnswer}
              </Button>
            </p>
          )}
        </section>
      )}
      <Wishes call={server().call} />
    </Dialog>
  )
}

async function setLevel(id: string, level: Level | null) {
  const answer = await server().level(id, level)
  if (answer.ok) patchThread(id, ({ level: _, mutedAt: __, ...rest }) => ({ ...rest, ...answer.value }))
  else toast({ text: whyNot(answer.reason) })
}

async function needNoAnswer(id: string, seq: number) {
  const answer = await server().call<{ unanswered: number }>('PUT', `${server().thread(id)}/answered`, {
    seq,
  })
  if (!answer.ok) return toast({ text: whyNot(answer.reason) })
  const { unanswered } = answer.value
  patchThread(id, ({ unanswered: _, ...rest }) => (unanswered > 0 ? { ...rest, unanswered } : rest))
  toast({ text: noticeWords().noAnswerDone })
}
