/** The app's site map at its side: lists of tables, and web resources that solutions have brought. */
import { html } from 'hono/html'
import { rowsIn, textIn } from '../rows.ts'
import { attribute, children, type Element, parsed } from '../solutions/xml.ts'
import { type Html, icon } from './parts.ts'
import type { Viewer } from './viewer.ts'

export function siteMap(viewer: Viewer): Html {
  const { say, world } = viewer
  const [map] = rowsIn(world.rows, 'sitemap')
  const groups = children(map && parsed(textIn(map, 'sitemapxml')), 'SiteMap', 'Area', 'Group')
  return html`<nav class="site-map" aria-label="${say.app}">${groups.map((group) => groupOf(viewer, group))}</nav>`
}

function groupOf(viewer: Viewer, group: Element): Html {
  const name = worded(viewer, attribute(group, 'Id') ?? '') ?? titleOf(viewer, group)
  return html`<h2>${name}</h2><ul>${children(group, 'SubArea').map((entry) => html`<li>${entryOf(viewer, entry)}</li>`)}</ul>`
}

function entryOf(viewer: Viewer, entry: Element): Html {
  const table = attribute(entry, 'Entity')
  return table ? listOf(viewer, table) : resourceOf(viewer, entry)
}

function listOf(viewer: Viewer, table: string): Html {
  const address = viewer.to(`/main.aspx?pagetype=entitylist&etn=${table}`)
  return html`<a href="${address}" data-table="${table}">${icon(table as 'task')}<span>${worded(viewer, `${table}Many`)}</span></a>`
}

/** `$webresource:<name>?data=...`; with `PassParams` the organization and the languages are passed besides. */
function resourceOf(viewer: Viewer, entry: Element): Html {
  const [name = '', query = ''] = (attribute(entry, 'Url') ?? '').replace(/^\$webresource:/, '').split('?')
  const data = new URLSearchParams(query).get('data') ?? ''
  const page = { pagetype: 'webresource', webresourceName: name, ...(data && { data }) }
  const passes = attribute(entry, 'PassParams') === 'true'
  const address = viewer.to(
    `/main.aspx?${new URLSearchParams({ ...page, ...(passes && { passparams: '1' }) })}`,
  )
  return html`<a href="${address}" data-resource="${name}">${icon('post')}<span>${titleOf(viewer, entry)}</span></a>`
}

function titleOf({ lcid }: Viewer, entry: Element): string {
  const titles = children(entry, 'Titles', 'Title')
  const own = titles.find((one) => attribute(one, 'LCID') === String(lcid))
  return attribute(own ?? titles[0], 'Title') ?? ''
}

/** What the platform itself calls it; undefined for what somebody has added. */
function worded({ say }: Viewer, key: string): string | undefined {
  return Object.hasOwn(say, key) ? say[key as keyof typeof say] : undefined
}
