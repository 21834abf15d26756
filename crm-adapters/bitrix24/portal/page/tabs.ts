/** The tabs of a card: the portal's own one, and one for every application that has bound it. */
import { html } from 'hono/html'
import { kindOf, tabOf } from '../data/kinds.ts'
import type { Placement } from '../world.ts'
import type { Html } from './parts.ts'
import type { Viewer } from './viewer.ts'
import { ownCode } from './words.ts'

export function tabbed(viewer: Viewer, kind: number, id: number, general: Html): Html {
  const { world, say } = viewer
  const known = kindOf(kind)
  const code = known && tabOf(known)
  const tabs = world.installedAt ? world.placements.filter(({ placement }) => placement === code) : []
  return html`<div class="tabs" role="tablist">
      <button role="tab" id="tab-general" aria-controls="general" aria-selected="true">${say.general}</button>
      ${tabs.map((tab, place) => html`<button role="tab" id="tab-app${place}" aria-controls="app${place}" aria-selected="false">${titleOf(tab, viewer)}</button>`)}
    </div>
    <div role="tabpanel" id="general" aria-labelledby="tab-general"><div data-reload="fields">${general}</div></div>
    ${tabs.map((tab, place) => appTab(tab, place, id))}`
}

export function titleOf({ langAll, title }: Placement, { lang }: Viewer): string {
  return langAll[ownCode(lang)]?.TITLE || langAll.en?.TITLE || title
}

// The frame is asked for when the tab is first opened, not before.
function appTab({ placement, handler }: Placement, place: number, id: number): Html {
  return html`<div role="tabpanel" id="app${place}" aria-labelledby="tab-app${place}" class="app" hidden
    data-placement="${placement}" data-handler="${handler}" data-id="${id}"></div>`
}
