import type { ShownLeaving } from '../../backend/shown.ts'
import { server } from '../home/home.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { fullWhen, shortWhen } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { chosen, listed } from '../words/index.ts'
import { busy, report, undo } from './leaving.model.ts'
import type { ActOf } from './leaving-api.ts'
import { leavingWords, whyNot } from './words/index.ts'

/** A leaving that was done: what came of it, its act, and for a day the way back. */
export function DoneRow({ leaving }: { leaving: ShownLeaving }) {
  const say = leavingWords()
  const { id, person, by, at, doneAt, undoneAt, undoneBy, undoUntil, restored, notBack, counts } = leaving
  const act = (of: ActOf, form: 'pdf' | 'json') => () => void saveAct(id, of, form)
  return (
    <li class="leaving-done">
      <Avatar person={person} size={32} />
      <div class="leaving-done-words">
        <b class="isolate">{person.name}</b>
        <small>
          <time dateTime={at} title={fullWhen(at)}>
            {say.by(by?.name ?? '', shortWhen(at))}
          </time>
          {undoUntil && ` · ${say.undoUntil(fullWhen(undoUntil))}`}
        </small>
        {undoneAt ? (
          <small class="leaving-undone">{say.undone(undoneBy?.name ?? '', shortWhen(undoneAt))}</small>
        ) : (
          <small>
            {counts.map(({ kind, things, handed }) => say.handed[kind](things, handed)).join(' · ')}
          </small>
        )}
        {notBack && notBack.length > 0 && (
          <small>
            {say.notBack(listed(notBack.map(({ what, things }) => say.notBackWhat[what](things))))}
          </small>
        )}
        {(undoneAt ? !restored : !doneAt) && <small>{say.unfinished}</small>}
      </div>
      <div class="leaving-done-deeds">
        {doneAt && (
          <>
            <Button small onClick={act('leaving', 'pdf')}>
              {say.act}
            </Button>
            <Button small kind="text" onClick={act('leaving', 'json')}>
              {say.actFile}
            </Button>
          </>
        )}
        {restored && (
          <Button small onClick={act('undoing', 'pdf')}>
            {say.undoAct}
          </Button>
        )}
        <Button small kind="text" onClick={() => void report(server().leaving, person)}>
          {say.report}
        </Button>
        {undoUntil && (
          <Button small disabled={busy.value !== undefined} onClick={() => void undoAndTell(id)}>
            {busy.value === id ? say.undoing : say.undo}
          </Button>
        )}
      </div>
    </li>
  )
}

async function undoAndTell(id: string) {
  const answer = await undo(server().leaving, id)
  if (answer) toast({ text: answer.ok ? leavingWords().taken : whyNot(answer.reason) })
}

/** Fetched with the session's bearer, which a plain link could not carry. */
async function saveAct(id: string, of: ActOf, form: 'pdf' | 'json') {
  const answer = await server().leaving.act(id, form, { of, lang: chosen.language })
  if (!answer.ok) return toast({ text: whyNot(answer.reason) })
  const url = URL.createObjectURL(answer.value)
  const link = document.createElement('a')
  link.href = url
  link.download = `act-${of === 'undoing' ? 'undone-' : ''}${id.slice(0, 8)}.${form}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
