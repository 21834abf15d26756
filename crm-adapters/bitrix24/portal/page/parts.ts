/** Pieces of which every page is made. */
import { html, raw } from 'hono/html'
import type { Employee } from '../data/people.ts'
import { nameOf, type Viewer } from './viewer.ts'

export type Html = ReturnType<typeof html>

export function avatar(person: Employee, size: 's' | 'm' | 'l' = 'm'): Html {
  const letters = `${person.name[0]}${person.lastName[0]}`
  const colour = colours[Number(person.id) % colours.length] ?? ''
  return html`<span class="avatar ${size}" style="background:${colour}" title="${nameOf(person)}">${letters}</span>`
}

export function personLink(viewer: Viewer, person: Employee, detail = person.position): Html {
  return html`<a class="person" href="${viewer.to(`/company/personal/user/${person.id}/`)}">
    ${avatar(person)}<span><b>${nameOf(person)}</b><small>${detail}</small></span></a>`
}

export function field(label: string, value: Html | string): Html {
  return html`<div class="field"><dt>${label}</dt><dd>${value}</dd></div>`
}

export function icon(name: keyof typeof icons): Html {
  return html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${raw(icons[name])}</svg>`
}

/** White initials are readable on each of them. */
const colours = ['#3a72bd', '#a8599a', '#297a57', '#aa5525', '#5b6bb5', '#52707e', '#8a5a2b']

const icons = {
  crm: '<path d="M4 5h16l-6 7v6l-4 2v-8z"/>',
  list: '<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
  people:
    '<circle cx="9" cy="8" r="3.2"/><path d="M3 20c0-3.5 2.6-6 6-6s6 2.5 6 6M16 5.2a3 3 0 0 1 0 5.6M18 14.6c2 .8 3 2.7 3 5.4"/>',
  apps: '<rect x="4" y="4" width="6.5" height="6.5" rx="1.6"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="1.6"/><rect x="4" y="13.5" width="6.5" height="6.5" rx="1.6"/><path d="M16.7 13.8v6M13.7 16.8h6"/>',
  window: '<path d="M14 4h6v6M20 4l-8 8M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"/>',
  down: '<path d="m7 10 5 5 5-5"/>',
  sun: '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
  moon: '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  bell: '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4"/>',
  lead: '<path d="M12 3v10m0 0 4-4m-4 4L8 9M4 16v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3"/>',
  chat: '<path d="M4 5h16v11H10l-4 4v-4H4z"/>',
  back: '<path d="M19 12H5m6-6-6 6 6 6"/>',
}
