/** The person's notifications, newest first. */
import { html } from 'hono/html'
import { bbCode } from './bbcode.ts'
import { type Html, icon } from './parts.ts'
import { moment, type Viewer } from './viewer.ts'

export function bell(viewer: Viewer): Html {
  const { world, person, say } = viewer
  const own = world.notifications.filter((one) => one.person === person.id).toReversed()
  const count = own.length > 0 ? html`<span class="count">${own.length}</span>` : ''
  const items = own.map(
    ({ text, at }) => html`<li><span>${bbCode(viewer, text)}</span><small>${moment(viewer, at)}</small></li>`,
  )
  return html`<details class="bell">
    <summary class="round" title="${say.notifications}" aria-label="${say.notifications}: ${own.length}">${icon('bell')}${count}</summary>
    <div class="popup">${own.length > 0 ? html`<ul>${items}</ul>` : html`<p>${say.noNotifications}</p>`}</div>
  </details>`
}
