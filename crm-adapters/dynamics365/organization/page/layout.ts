/** The frame of the app: the bar above, the site map at the side, and a place its own program fills. */
import { html, raw } from 'hono/html'
import { isAdministrator } from '../rights/caller.ts'
import { type Row, rowsIn, textIn } from '../rows.ts'
import { avatar, type Html, icon } from './parts.ts'
import { siteMap } from './site-map.ts'
import { startOf } from './start.ts'
import { lcids, nameOf, type Viewer } from './viewer.ts'

export function layout(viewer: Viewer): Html {
  const { lcid, rtl, theme, say, world } = viewer
  return html`<!doctype html>
<html lang="${tags[lcid] ?? 'en'}" dir="${rtl ? 'rtl' : 'ltr'}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say.app} · ${world.friendlyName}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(favicon)}">
${styles.map((name) => html`<link rel="stylesheet" href="/local/${name}.css">`)}
<script type="application/json" id="start">${raw(asScript(startOf(viewer)))}</script>
<script type="module" src="/local/app.js"></script>
</head>
<body>${bar(viewer)}
<div class="room">${siteMap(viewer)}<main id="main"></main><aside id="side-panes" hidden></aside></div>
</body>
</html>`
}

/** A page that says one sentence and nothing else. */
export function notice(viewer: Viewer, sentence: string): Html {
  return html`<!doctype html><html lang="${tags[viewer.lcid] ?? 'en'}" data-theme="${viewer.theme}"><meta charset="utf-8">
<title>${viewer.say.app}</title>${styles.map((name) => html`<link rel="stylesheet" href="/local/${name}.css">`)}
<body>${bar(viewer)}<main class="notice" role="alert">${sentence}</main></body></html>`
}

function bar(viewer: Viewer): Html {
  const { say, to, here, lcid, theme } = viewer
  const languages = lcids.map(
    (one) =>
      html`<a href="${to(here, { lcid: String(one) })}" ${one === lcid ? raw('aria-current="true"') : ''} title="${one}">${tags[one]?.toUpperCase()}</a>`,
  )
  return html`<header class="bar">
    ${icon('waffle')}<b>Dynamics 365</b><span class="app-name">${say.app}</span><span class="grow"></span>
    <span class="languages" role="group" aria-label="${say.language}">${languages}</span>
    <button type="button" class="bar-button" id="theme" aria-label="${theme === 'dark' ? say.light : say.dark}">${icon(theme === 'dark' ? 'sun' : 'moon')}</button>
    ${me(viewer)}
  </header>`
}

function me(viewer: Viewer): Html {
  const { user, world, say } = viewer
  const colleagues = rowsIn(world.rows, 'systemuser').filter(
    ({ values }) => !values.applicationid && !values.isdisabled,
  )
  return html`<details class="me">
    <summary>${avatar(user)}<span><b>${nameOf(user)}</b><small>${textIn(user, 'title')}</small></span>${icon('down')}</summary>
    <div class="popup"><p>${say.switchPerson}</p>${colleagues.map((one) => colleague(viewer, one))}</div>
  </details>`
}

function colleague({ world, to, here, say, user }: Viewer, one: Row): Html {
  const address = to(here, { as: String(Number(one.id.slice(-12))) })
  const admin = isAdministrator(world, one) ? html` <em>System Administrator</em>` : ''
  return html`<div class="colleague" ${one.id === user.id ? raw('aria-current="true"') : ''}>
    <a class="person" href="${address}">${avatar(one)}<span><b>${nameOf(one)}</b><small>${textIn(one, 'title')}${admin}</small></span></a>
    <a class="quiet" href="${address}" target="_blank" rel="noopener" aria-label="${say.newWindow}: ${nameOf(one)}">${icon('window')}</a>
  </div>`
}

// The one way out of a script element is a closing tag.
function asScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

const tags: Record<number, string> = { 1033: 'en', 1049: 'ru', 1058: 'uk', 1037: 'he' }
const styles = ['app', 'list', 'form', 'timeline', 'panes']
const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path d="M4 2l8 4v5l4-1.5v4L4 18V13l5-2V8L4 6z" fill="#0f6cbd"/></svg>'
