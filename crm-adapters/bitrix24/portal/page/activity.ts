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
      return own.bold === true ? html`<b>${said(viewer, own.value)}</b>` : html`${said(viewer, own.value)}`
  }
}

function button(viewer: Viewer, activity: Activity, { title, type, action }: Params): Html {
  const { id } = activity
  const does = asParams(action)
  const look = type === 'primary' ? 'button' : 'button quiet'
  if (does.type === 'openRestApp') {
    return html`<button class="${look}" data-app="${slider(viewer, activity, does)}">${said(viewer, title)}</button>`
  }
  if (does.type === 'restEvent') {
    return html`<button class="${look}" data-press="${text(does.id)}" data-of="${id}">${said(viewer, title)}</button>`
  }
  return html`<a class="${look}" href="${addressOf(viewer, does)}">${said(viewer, title)}</a>`
}

// What is opened by a slider of the application: its main page, told where it was called from.
function slider({ world }: Viewer, activity: Activity, { actionParams, sliderParams }: Params): string {
  const params = Object.entries(asParams(actionParams)).map(([name, value]) => [name, text(value)])
  const { title, width } = asParams(sliderParams)
  return JSON.stringify({
    handler: world.app.cardUrl,
    title: text(title),
    width: text(width),
    options: {
      ...Object.fromEntries(params),
      entityTypeId: String(activity.ownerTypeId),
      entityId: String(activity.ownerId),
      activityId: String(activity.id),
    },
  })
}

function addressOf({ to }: Viewer, { type, uri }: Params): string {
  return type === 'redirect' && !text(uri).startsWith('/') ? text(uri) : to(text(uri) || '/')
}

// A text is a string, or one for each language.
function said({ lang }: Viewer, words: unknown): string {
  const all = asParams(words)
  return typeof words === 'object' ? text(all[ownCode(lang)] ?? all.ru ?? all.en) : text(words)
}

function each(map: unknown): Params[] {
  return Object.values(asParams(map)).map(asParams)
}
