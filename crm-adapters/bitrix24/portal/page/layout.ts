/** The frame of every page: menu on the left, who one is at the top. */
import { html, raw } from 'hono/html'
import { type Employee, portalName } from '../data/people.ts'
import { companiesOf, contactsOf } from '../rights.ts'
import { bell } from './bell.ts'
import { avatar, type Html, icon } from './parts.ts'
import { titleOf } from './tabs.ts'
import { nameOf, type Viewer } from './viewer.ts'

export function layout(viewer: Viewer, title: string, content: Html): Html {
  const { lang, theme, inSlider, person } = viewer
  const body = inSlider
    ? html`<main class="sheet">${content}</main>`
    : html`<div class="portal">${menu(viewer)}<div class="room">${bar(viewer)}<main>${content}</main></div></div>`
  return html`<!doctype html>
<html lang="${lang}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${portalName}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(favicon)}">
<link rel="stylesheet" href="/local/portal.css">
<link rel="stylesheet" href="/local/parts.css">
<link rel="stylesheet" href="/local/deals.css">
<link rel="stylesheet" href="/local/timeline.css">
<link rel="stylesheet" href="/local/frames.css">
<script type="application/json" id="viewer">${raw(asScript(described(viewer, person)))}</script>
<script type="module" src="/local/portal.js"></script>
</head>
<body class="${inSlider ? 'in-slider' : ''}">${body}</body>
</html>`
}

function menu(viewer: Viewer): Html {
  const { say, to, here, world } = viewer
  const own = world.installedAt ? world.placements.filter(({ placement }) => placement === 'LEFT_MENU') : []
  // The application's own pages lie below the page of all applications.
  const isHere = (path: string) =>
    path === '/marketplace/' ? here.split('?')[0] === path : here.startsWith(path)
  const item = (path: string, name: string, image: Html) =>
    html`<a href="${to(path)}" ${isHere(path) ? raw('aria-current="page"') : ''}>${image}<span>${name}</span></a>`
  return html`<nav class="menu">
    <a class="logo" href="${to('/crm/deal/kanban/')}" aria-label="${portalName}">${raw(logo)}</a>
    ${item('/crm/deal/kanban/', say.deals, icon('crm'))}
    ${item('/crm/deal/list/', say.list, icon('list'))}
    ${item('/crm/lead/list/', say.leads, icon('lead'))}
    ${item('/company/', say.people, icon('people'))}
    ${item('/marketplace/', say.apps, icon('apps'))}
    ${own.map((one, place) => item(`/marketplace/app/${place}/`, titleOf(one, viewer), icon('chat')))}
  </nav>`
}

function bar(viewer: Viewer): Html {
  const { say, theme, to, here } = viewer
  const other = theme === 'dark' ? 'light' : 'dark'
  const langs = (['ru', 'uk', 'en'] as const).map(
    (lang) =>
      html`<a href="${to(here, { lang })}" ${lang === viewer.lang ? raw('aria-current="true"') : ''}>${lang.toUpperCase()}</a>`,
  )
  return html`<header class="bar">
    <b>${portalName}</b><span class="grow"></span>
    <span class="langs">${langs}</span>
    <a class="round" href="${to(here, { theme: other })}" title="${say[other]}" aria-label="${say[other]}">${icon(other === 'dark' ? 'moon' : 'sun')}</a>
    ${bell(viewer)}
    ${me(viewer)}
  </header>`
}

function me(viewer: Viewer): Html {
  const { person, say, world } = viewer
  const colleagues = world.people.filter((one) => !world.faults.dismissed(one.id))
  return html`<details class="me">
    <summary>${avatar(person, 'm')}<span><b>${nameOf(person)}</b><small>${person.position}</small></span>${icon('down')}</summary>
    <div class="popup"><p>${say.switchPerson}</p>${colleagues.map((one) => colleague(viewer, one))}</div>
  </details>`
}

function colleague({ to, here, say, person: { id } }: Viewer, one: Employee): Html {
  const address = to(here, { as: one.id })
  return html`<div class="colleague" ${one.id === id ? raw('aria-current="true"') : ''}>
    <a class="person" href="${address}">${avatar(one)}<span><b>${nameOf(one)}</b><small>${one.position}</small></span></a>
    <a class="round" href="${address}" target="_blank" rel="noopener" title="${say.newWindow}" aria-label="${say.newWindow}: ${nameOf(one)}">${icon('window')}</a>
  </div>`
}

// What the page's own program needs: dialogs choose among people and clients without asking the server.
function described(viewer: Viewer, person: Employee) {
  const { world, lang, theme, say } = viewer
  const card = (one: Employee) => ({
    id: one.id,
    name: nameOf(one),
    photo: '',
    position: one.position,
    url: `/company/personal/user/${one.id}/`,
    sub: false,
    sup: false,
  })
  return {
    as: person.id,
    admin: Boolean(person.admin),
    lang,
    theme,
    say,
    silent: world.faults.silent,
    people: world.people.filter(({ id }) => !world.faults.dismissed(id)).map(card),
    crm: {
      company: companiesOf(world, person).map(({ id, title, city }) => ({ id, title, desc: city })),
      contact: contactsOf(world, person).map((one) => ({ id: one.id, title: nameOf(one), desc: one.post })),
    },
  }
}

// The one way out of a script element is a closing tag.
function asScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

const logo =
  '<svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><path d="M3 8l8 17h4L9 8z" fill="#2a7fff"/><path d="M29 8l-8 17h-4l6-17z" fill="#0ac3b6"/><path d="M11.5 8h9L16 18z" fill="#8ec5ff"/></svg>'
const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M3 8l8 17h4L9 8z" fill="#2a7fff"/><path d="M29 8l-8 17h-4l6-17z" fill="#0ac3b6"/><path d="M11.5 8h9L16 18z" fill="#8ec5ff"/></svg>'
