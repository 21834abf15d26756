/** Pieces of which every page is made. */
import { html, raw } from 'hono/html'
import type { Row } from '../rows.ts'
import { nameOf } from './viewer.ts'

export type Html = ReturnType<typeof html>

export function avatar(user: Row): Html {
  const letters = nameOf(user)
    .split(' ')
    .map((word) => word[0])
    .slice(0, 2)
    .join('')
  const colour = colours[Number(user.id.slice(-12)) % colours.length] ?? ''
  return html`<span class="avatar" style="background:${colour}" aria-hidden="true">${letters}</span>`
}

export function icon(name: keyof typeof icons): Html {
  return html`<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${raw(icons[name])}</svg>`
}

/** White initials are readable on each of them. */
const colours = ['#3a72bd', '#a8599a', '#297a57', '#aa5525', '#5b6bb5', '#52707e', '#8a5a2b']

/** The page's own program draws with them, too. */
export const icons = {
  waffle:
    '<path d="M4 4h.01M10 4h.01M16 4h.01M4 10h.01M10 10h.01M16 10h.01M4 16h.01M10 16h.01M16 16h.01" stroke-width="2.6"/>',
  opportunity:
    '<circle cx="10" cy="10" r="7"/><path d="M12.4 7.6c-.5-.9-1.4-1.3-2.4-1.3-1.4 0-2.4.7-2.4 1.8 0 2.6 5 1.2 5 3.8 0 1.1-1.1 1.9-2.6 1.9-1.2 0-2.2-.5-2.7-1.5M10 5v10"/>',
  lead: '<path d="M3 5h14v3a7 7 0 0 1-14 0zM7 5V3M13 5V3M10 15v3"/>',
  account: '<path d="M4 17V4h8v13M12 8h4v9M3 17h14M6.5 7h3M6.5 10h3M6.5 13h3"/>',
  contact: '<circle cx="10" cy="7" r="3"/><path d="M4 17c0-3.2 2.6-5 6-5s6 1.8 6 5"/>',
  incident: '<path d="M4 6h12v9H4zM8 6V4h4v2M4 10h12"/>',
  sun: '<circle cx="10" cy="10" r="3.3"/><path d="M10 2.5v1.7M10 15.8v1.7M2.5 10h1.7M15.8 10h1.7M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M15.3 4.7l-1.2 1.2M5.9 14.1l-1.2 1.2"/>',
  moon: '<path d="M16.5 12.3A7 7 0 0 1 7.7 3.5a7 7 0 1 0 8.8 8.8z"/>',
  window:
    '<path d="M11.5 3.5h5v5M16.5 3.5l-6.5 6.5M15 12v4a.8.8 0 0 1-.8.8H4.3a.8.8 0 0 1-.8-.8V5.8a.8.8 0 0 1 .8-.8h4"/>',
  down: '<path d="m6 8 4 4 4-4"/>',
  up: '<path d="m6 12 4-4 4 4"/>',
  back: '<path d="M16 10H4m5-5-5 5 5 5"/>',
  add: '<path d="M10 4v12M4 10h12"/>',
  save: '<path d="M4 4h10l2 2v10H4zM7 4v4h6V4M7 16v-4h6v4"/>',
  refresh: '<path d="M16 10a6 6 0 1 1-1.9-4.3M16 3v3.5h-3.5"/>',
  previous: '<path d="m12 5-5 5 5 5"/>',
  next: '<path d="m8 5 5 5-5 5"/>',
  note: '<path d="M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M7 7h6M7 10h4"/>',
  task: '<path d="M4 3.5h12v13H4zM7 10l2 2 4-4.5"/>',
  post: '<path d="M3.5 4h13v9h-7L6 16v-3H3.5z"/>',
  phonecall:
    '<path d="M5 3.5h3l1 4-1.8 1.2a8 8 0 0 0 4.1 4.1L12.5 11l4 1v3a1.5 1.5 0 0 1-1.5 1.5A11.5 11.5 0 0 1 3.5 5 1.5 1.5 0 0 1 5 3.5z"/>',
  command: '<path d="M3.5 4h13v9h-7L6 16v-3H3.5z"/>',
  close: '<path d="m5 5 10 10M15 5 5 15"/>',
}
