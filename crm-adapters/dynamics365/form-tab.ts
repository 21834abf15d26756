/**
 * The chat's tab as FormXml, in each of the three ways a form can bear it. What to do with it is the caller's: a wizard
 * inserts it into a form, a managed solution carries it as a difference.
 */
import { guidOf } from './guid-of.ts'
import {
  anchorColumn,
  controlName,
  sectionName,
  type Table,
  tables,
  tabName,
  webResourceControl,
  webResources,
} from './solution.ts'

export interface TabOptions {
  /** `control` is a code component, for the cloud; `webresource` and `iframe` are for on-premises. */
  door: 'control' | 'webresource' | 'iframe'
  table: Table
  /** The form's id: ids on it are derived from it, so that making the tab twice makes the same tab. */
  form: string
  /** Origin of our server. */
  server: string
  installation?: string
}

export interface Tab {
  /** For `form/tabs`. */
  tab: string
  /** For `form/controlDescriptions`; empty where the door needs none. */
  controlDescription: string
}

const ROWS = 20

/** @param extra attributes of the tab: a managed difference says where it goes and that it is added. */
export function formTab(options: TabOptions, extra = ''): Tab {
  const id = idsOn(options)
  const label = (name: string) => `labelid="${id(`${name} label`)}"`
  const blank = '<row />'.repeat(ROWS - 1)
  const tab =
    `<tab name="${tabName}" id="${id('tab')}" IsUserDefined="1" locklevel="0" showlabel="true" expanded="true" ${label('tab')}${extra}>` +
    `${labels}<columns><column width="100%"><sections>` +
    `<section name="${sectionName}" showlabel="false" showbar="false" locklevel="0" id="${id('section')}" IsUserDefined="1" layout="varwidth" columns="1" labelwidth="115" celllabelalignment="Left" celllabelposition="Left" ${label('section')}>` +
    `${labels}<rows><row><cell id="${id('cell')}" showlabel="false" colspan="1" rowspan="${ROWS}" auto="false" ${label('cell')}>` +
    `${labels}${controlOf(options)}</cell></row>${blank}</rows></section></sections></column></columns></tab>`
  return { tab, controlDescription: options.door === 'control' ? descriptionOf(options) : '' }
}

const titles = { 1033: 'Chat', 1049: 'Чат', 1058: 'Чат' }

const labels = `<labels>${Object.entries(titles)
  .map(([language, title]) => `<label description="${title}" languagecode="${language}" />`)
  .join('')}</labels>`

/** Class ids of the platform's own: a column of text, a web resource, an iframe. */
const classes = {
  control: '{4273EDBD-AC1D-40d3-9FB2-095C621B552D}',
  webresource: '{9FDF5F91-88B1-47f4-AD53-C11EFC01A01D}',
  iframe: '{FD2A7985-3187-444e-908D-6624B21F69C0}',
}

function controlOf(options: TabOptions): string {
  const { door, server, installation } = options
  const open = (id: string) => `<control id="${id}" classid="${classes[door]}"`
  // Restricting cross-frame scripting sandboxes the frame, and then no script runs in it.
  const framing =
    '<PassParameters>true</PassParameters><Security>false</Security><Scrolling>auto</Scrolling><Border>false</Border>'
  const data = new URLSearchParams({ server, ...(installation && { installation }) })
  switch (door) {
    case 'control':
      return `${open(anchorColumn)} datafieldname="${anchorColumn}" disabled="false" uniqueid="${idsOn(options)('control')}" />`
    case 'webresource':
      // Url-encoded: it becomes the value of the one parameter a web resource may be given.
      return `${open(webResourceControl)}><parameters><Url>${webResources.page}</Url><Data>${encodeURIComponent(`${data}`)}</Data>${framing}</parameters></control>`
    case 'iframe':
      return `${open(`IFRAME_${webResourceControl.replace('WebResource_', '')}`)}><parameters><Url>${escaped(`${server}/dynamics/card${installation ? `?installation=${installation}` : ''}`)}</Url>${framing}</parameters></control>`
  }
}

function descriptionOf(options: TabOptions): string {
  const { table, server, installation } = options
  const fixed = (name: string, type: string, value: string) =>
    `<${name} static="true" type="${type}">${escaped(value)}</${name}>`
  const parameters =
    `<anchor>${anchorColumn}</anchor><entityId>${tables[table]}</entityId>` +
    fixed('entityName', 'SingleLine.Text', table) +
    fixed('backendUrl', 'SingleLine.URL', server) +
    (installation ? fixed('installationId', 'SingleLine.Text', installation) : '')
  // Browser, tablet and phone are always written together.
  const everywhere = [0, 1, 2].map(
    (factor) =>
      `<customControl formFactor="${factor}" name="${controlName}"><parameters>${parameters}</parameters></customControl>`,
  )
  return (
    `<controlDescription forControl="${idsOn(options)('control')}"><customControl id="${classes.control}">` +
    `<parameters><datafieldname>${anchorColumn}</datafieldname></parameters></customControl>${everywhere.join('')}</controlDescription>`
  )
}

function idsOn({ form }: TabOptions): (part: string) => string {
  return (part) => `{${guidOf(`${form.toLowerCase()} ${part}`)}}`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
