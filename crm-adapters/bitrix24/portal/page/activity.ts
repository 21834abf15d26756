/** A configurable activity as its layout says: title, tags, blocks, buttons. */
import { html } from 'hono/html'
import type { Activity } from '../data/activities.ts'
import { asParams, type Params, text } from '../rest/params.ts'
import { type Html, icon } from './parts.ts'
import { moment, type Viewer } from './viewer.ts'
import { ownCode } from './words.ts'

export function activityEntry(viewer: Viewer, activity: Activity, layout: Params): Html {
  const header = asParams(layout.header)
  const tags = each(header.tags).map(
    (tag) => html`<span class="tag ${text(tag.type)}">${said(viewer, tag.title)}</span>`,
  )
  const buttons = each(asParams(layout.footer).buttons).map((one) => button(viewer, activity, one))
  return html`<article class="entry ${activity.completedAt ? 'done' : ''}"><header>${icon('chat')}<b>${said(viewer, header.title)}</b>${tags}
    <small>${moment(viewer, activity.updatedAt)}</small></header>
    ${each(asParams(layout.body).blocks).map((one) => html`<p>${block(viewer, one)}</p>`)}
    ${buttons.length > 0 ? html`<footer>${buttons}</footer>` : ''}</article>`
}

function block(viewer: Viewer, { type, properties }: Params): Html {
  const own = asParams(properties)
  switch (type) {
    case 'link':
      return html`<a href="${addressOf(viewer, asParams(own.action))}">${said(viewer, own.text)}</a>`
    case 'withTitle':
      return html`<small>${said(viewer, own.title)}</small> ${block(viewer, asParams(own.block))}`
    case 'lineOfBlocks':
      return html`${each(own.blocks).map((one) => html`${block(viewer, one)} `)}`
    default:
      return html`${said(viewer, own.value)}`
  }
}

function button(viewer: Viewer, { id }: Activity, { title, type, action }: Params): Html {
  const does = asParams(action)
  const look = type === 'primary' ? 'button' : 'button quiet'
  if (does.type === 'restEvent') {
    return html`<button class="${look}" data-press="${text(does.id)}" data-of="${id}">${said(viewer, title)}</button>`
  }
  return html`<a class="${look}" href="${addressOf(viewer, does)}">${said(viewer, title)}</a>`
}

function addressOf({ to, world }: Viewer, { type, uri, actionParams }: Params): string {
  if (type === 'redirect') return text(uri).startsWith('/') ? to(text(uri)) : text(uri)
  const params = Object.entries(asParams(actionParams)).map(([name, value]) => [
    `params[${name}]`,
    text(value),
  ])
  return to(`/marketplace/view/${world.app.clientId}/`, Object.fromEntries(params))
}

// A text is a string, or one for each language.
function said({ lang }: Viewer, words: unknown): string {
  const all = asParams(words)
  return typeof words === 'object' ? text(all[ownCode(lang)] ?? all.ru ?? all.en) : text(words)
}

function each(map: unknown): Params[] {
  return Object.values(asParams(map)).map(asParams)
}
