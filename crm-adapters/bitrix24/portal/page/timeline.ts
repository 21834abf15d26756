/** What has been written into a card: activities first, then tasks, comments and log entries, newest above. */
import { html } from 'hono/html'
import type { Activity } from '../data/activities.ts'
import { kindOf } from '../data/kinds.ts'
import type { Task } from '../data/tasks.ts'
import type { TimelineEntry } from '../data/timeline.ts'
import { asParams, text } from '../rest/params.ts'
import { personCalled } from '../world.ts'
import { filesOf } from '../worlds.ts'
import { activityEntry } from './activity.ts'
import { bbCode } from './bbcode.ts'
import { type Html, icon } from './parts.ts'
import { moment, nameOf, type Viewer } from './viewer.ts'

export function timelineOf(viewer: Viewer, kind: number, id: number): Html {
  const { world, say } = viewer
  const code = `${kindOf(kind)?.letter}_${id}`
  const activities = world.activities.filter((one) => one.ownerTypeId === kind && one.ownerId === id)
  const dated = [
    ...world.tasks
      .filter(({ crm }) => crm.includes(code))
      .map((one) => ({ at: one.at, shown: task(viewer, one) })),
    ...world.timeline
      .filter((one) => one.entityTypeId === kind && one.entityId === id)
      .map((one) => ({ at: one.at, shown: written(viewer, one) })),
  ].toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const entries = [...planned(viewer, activities), ...dated.map(({ shown }) => shown)]
  const files = filesOf(world, { kind, id })
  return html`<section class="panel"><h2>${say.timeline}</h2><div class="timeline">
    ${entries.length > 0 ? entries : html`<small>${say.nothingYet}</small>`}</div></section>
    ${files.length > 0 ? html`<section class="panel"><h2>${say.files}</h2><ul class="history">${files.map(({ name }) => html`<li>${name}</li>`)}</ul></section>` : ''}`
}

function planned(viewer: Viewer, activities: Activity[]): Html[] {
  const openFirst = activities.toSorted(
    (a, b) => Number(Boolean(a.completedAt)) - Number(Boolean(b.completedAt)),
  )
  return openFirst.map((one) =>
    one.layout ? activityEntry(viewer, one, asParams(one.layout)) : todo(viewer, one),
  )
}

function todo(viewer: Viewer, { title, description, deadline, completedAt }: Activity): Html {
  const { say } = viewer
  return html`<article class="entry ${completedAt ? 'done' : ''}"><header><b>${title}</b>
    <span class="tag ${completedAt ? 'success' : ''}">${completedAt ? say.done : say.planned}</span>
    <small>${when(viewer, deadline)}</small></header>${description ? html`<p>${description}</p>` : ''}</article>`
}

function task(viewer: Viewer, { title, responsible, deadline, closedAt }: Task): Html {
  const { say, world } = viewer
  const who = personCalled(world, responsible)
  return html`<article class="entry ${closedAt ? 'done' : ''}"><header>${closedAt ? icon('check') : icon('list')}<b>${title}</b>
    <span class="tag ${closedAt ? 'success' : ''}">${closedAt ? say.done : say.task}</span>
    <small>${when(viewer, deadline ?? undefined)}</small></header><p>${who ? nameOf(who) : ''}</p></article>`
}

function written(viewer: Viewer, entry: TimelineEntry): Html {
  const author = personCalled(viewer.world, entry.author)
  const at = html`<small>${moment(viewer, entry.at)}</small>`
  if (entry.kind === 'log') {
    return html`<article class="entry log"><header><span>${entry.title}</span>${at}</header><p>${entry.text}</p></article>`
  }
  return html`<article class="entry"><header><b>${author ? nameOf(author) : viewer.say.wrote}</b>${at}</header>
    <p>${bbCode(viewer, entry.text)}</p>${entry.files.length > 0 ? html`<small>${entry.files.join(', ')}</small>` : ''}</article>`
}

function when(viewer: Viewer, deadline: string | undefined): string {
  const at = new Date(text(deadline))
  return Number.isNaN(at.getTime()) ? '' : moment(viewer, at)
}
