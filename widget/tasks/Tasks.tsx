import { useSignal } from '@preact/signals'
import type { ShownMessage, ShownTask } from '../../backend/shown.ts'
import { openInHost } from '../host.ts'
import { Button } from '../parts/Button.tsx'
import { clock, dateOnly, fullWhen, shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { tellFailure } from '../threads/in-words.ts'
import { nameOf } from '../threads/names.ts'
import { chosen } from '../words/index.ts'
import { taskWords } from '../words/tasks.ts'
import { askAgain } from './tasks.model.ts'
import './tasks.css'

/** The tasks made from a message, as they are at the host now. */
export function Tasks({ message, tasks }: { message: ShownMessage; tasks: ShownTask[] }) {
  return (
    <ul class="tasks" aria-label={taskWords[chosen.language].list}>
      {tasks.map((task) => (
        <TaskLine key={task.id} message={message} task={task} />
      ))}
    </ul>
  )
}

function TaskLine({ message, task }: { message: ShownMessage; task: ShownTask }) {
  const say = taskWords[chosen.language]
  const busy = useSignal(false)
  const state = stateOf(task)
  const url = state === 'gone' ? null : task.made?.url
  const again = async () => {
    if (busy.value) return
    busy.value = true
    tellFailure(await askAgain(message, task))
    busy.value = false
  }

  return (
    <li class={`task task-${state}`}>
      <span class="task-mark">{state === 'done' && <Icon name="check" size="xs" />}</span>
      {url ? (
        <button
          type="button"
          class="task-title isolate"
          title={task.title}
          aria-label={say.open(task.title)}
          onClick={() => void openInHost(url)}
        >
          {task.title}
        </button>
      ) : (
        <span class="task-title isolate" title={task.title}>
          {task.title}
        </span>
      )}
      <span class="task-facts" title={task.deadline && fullWhen(task.deadline)}>
        {factsOf(task, state)}
      </span>
      {state === 'refused' && (
        <Button
          small
          kind="text"
          class="task-again"
          aria-label={say.again(task.title)}
          onClick={() => void again()}
        >
          <Icon name="reload" size="s" />
        </Button>
      )}
    </li>
  )
}

type State = 'making' | 'refused' | 'gone' | 'done' | 'late' | 'open'

function stateOf({ made, refused, goneAt, doneAt, deadline }: ShownTask): State {
  if (goneAt) return 'gone'
  if (refused) return 'refused'
  if (!made) return 'making'
  if (doneAt) return 'done'
  return deadline && Date.parse(deadline) < Date.now() ? 'late' : 'open'
}

function factsOf(task: ShownTask, state: State): string {
  const say = taskWords[chosen.language]
  const { deadline, doneAt, doneBy, refused, said } = task
  const responsible = task.handedTo ?? task.responsible
  const there = task.handing ? ` · ${say.notHanded(nameOf(task.responsible))}` : ''
  switch (state) {
    case 'making':
      return `${nameOf(responsible)} · ${say.making}`
    case 'refused':
      return said ?? say.refused[whyNot(refused)]
    case 'gone':
      return say.gone
    case 'done': {
      const when = shortWhen(doneAt ?? task.at)
      return doneBy ? say.done(nameOf(doneBy), when) : say.doneAt(when)
    }
    case 'late':
      return `${nameOf(responsible)} · ${say.late(dateOnly(deadline ?? ''))}${there}`
    case 'open':
      return deadline
        ? `${nameOf(responsible)} · ${say.until(`${dateOnly(deadline)}, ${clock(deadline)}`)}${there}`
        : `${nameOf(responsible)}${there}`
  }
}

function whyNot(refused: ShownTask['refused']) {
  switch (refused) {
    case 'denied':
      return 'denied'
    case 'not_granted':
      return 'not_granted'
    case 'expired':
    case 'revoked':
      return 'person'
    case 'unreachable':
    case 'limited':
    case 'blocked':
      return 'host'
    default:
      return 'other'
  }
}
