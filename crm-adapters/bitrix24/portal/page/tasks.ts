/** A task as its people see it. */
import { html } from 'hono/html'
import { mayReadTask } from '../rights.ts'
import { personCalled } from '../world.ts'
import { bbCode } from './bbcode.ts'
import { layout } from './layout.ts'
import { field, type Html, personLink } from './parts.ts'
import { locales, type Viewer } from './viewer.ts'

export function taskPage(viewer: Viewer, id: number): Html | undefined {
  const { world, person, say, to, here } = viewer
  const task = world.tasks.find((one) => one.id === id)
  if (!task || !mayReadTask(person, task)) return undefined
  const whose = (person: string) => {
    const known = personCalled(world, person)
    return known ? personLink(viewer, known) : person
  }
  const [verb, words] = task.closedAt
    ? (['renew', say.renewTask] as const)
    : (['complete', say.completeTask] as const)
  return layout(
    viewer,
    task.title,
    html`<div class="head"><h1 id="pagetitle">${task.title}</h1></div>
      <section class="panel narrow">
        <p>${bbCode(viewer, task.description)}</p>
        <dl>
          ${field(say.responsible, whose(task.responsible))}
          ${field(say.setBy, whose(task.creator))}
          ${task.deadline ? field(say.deadline, moment(viewer, new Date(task.deadline))) : ''}
          ${task.closedAt ? field(say.completed, moment(viewer, task.closedAt)) : ''}
        </dl>
        <form method="post" action="${to(`/local/tasks/${id}/${verb}`, { back: here })}">
          <button class="button">${words}</button>
        </form>
      </section>`,
  )
}

function moment({ lang }: Viewer, at: Date): string {
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Moscow' } as const
  return new Intl.DateTimeFormat(locales[lang], style).format(at)
}
