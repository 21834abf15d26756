/** Forms and site maps: what is written is checked at once and seen by people when it is published. */

import type { Values } from '../records/worked-out.ts'
import { put, type Row, rowsIn, textIn } from '../rows.ts'
import { refusals } from '../webapi/refused.ts'
import { tableCalled, type World } from '../world.ts'
import { attribute, children, type Element, everywhere, parsed } from './xml.ts'

const BRACED = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i

/** Where each of them keeps its XML. */
const xmlOf: Record<string, string> = { systemform: 'formxml', sitemap: 'sitemapxml' }

/** Their XML goes into the layer that waits to be published; everything else stays as it was written. */
export function drawnChanges(world: World, row: Row, values: Values): Values {
  const column = xmlOf[row.table]
  if (!column || values[column] === undefined) return values
  const { [column]: xml, ...rest } = values
  const why =
    row.table === 'sitemap'
      ? brokenSiteMap(String(xml))
      : brokenIn(world, textIn(row, 'objecttypecode'), String(xml))
  if (why) throw refusals.badArgument(`The ${row.table} XML is invalid: ${why}`)
  return { ...rest, unpublished: xml ?? null }
}

/** @param isMeant whether a table, or a site map by its id, is to be published */
export function publish(world: World, isMeant: (tableOrId: string) => boolean): void {
  for (const [table, column] of Object.entries(xmlOf)) {
    for (const row of rowsIn(world.rows, table)) {
      const waiting = row.values.unpublished
      const named = table === 'systemform' ? textIn(row, 'objecttypecode') : row.id
      if (typeof waiting !== 'string' || !isMeant(named)) continue
      put(world.rows, row, { ...row.values, [column]: waiting, unpublished: null })
    }
  }
}

function brokenSiteMap(xml: string): string | undefined {
  const root = parsed(xml)
  if (!root) return 'it is not well-formed'
  const entries = everywhere(root, 'SubArea')
  const ids = ['Area', 'Group', 'SubArea']
    .flatMap((name) => everywhere(root, name))
    .map((one) => attribute(one, 'Id'))
  if (children(root, 'SiteMap', 'Area').length === 0) return 'it has no Area'
  if (ids.some((id) => !id || !/^\w+$/.test(id)) || new Set(ids).size < ids.length)
    return 'an Id is missing or not its own'
  const empty = entries.find((one) => !attribute(one, 'Entity') && !attribute(one, 'Url'))
  return empty && `${attribute(empty, 'Id')} leads nowhere`
}

/** Forms, published or not, on which the control stands. */
export function formsWith(world: World, control: string): Row[] {
  return rowsIn(world.rows, 'systemform').filter(({ values: { formxml, unpublished } }) =>
    [formxml, unpublished].some((xml) => typeof xml === 'string' && xml.includes(`name="${control}"`)),
  )
}

/** Which rule of form XML is broken first, if any is. */
function brokenIn(world: World, table: string, xml: string): string | undefined {
  const root = parsed(xml)
  if (!root) return 'it is not well-formed'
  const [form] = children(root, 'form')
  if (!form) return 'the root is not form'
  const tabs = children(form, 'tabs', 'tab')
  if (tabs.length < 1 || tabs.length > 100) return 'it must have 1 to 100 tabs'
  const columns = tabs.map((tab) => children(tab, 'columns', 'column').length)
  if (columns.some((number) => number < 1 || number > 3)) return 'a tab must have 1 to 3 columns'
  const named = ['tab', 'section', 'cell'].flatMap((name) => everywhere(form, name))
  if (named.some((one) => !BRACED.test(attribute(one, 'id') ?? ''))) return 'an id is no Guid in braces'
  return brokenControl(world, table, form)
}

function brokenControl(world: World, table: string, form: Element): string | undefined {
  const controls = everywhere(form, 'cell').flatMap((cell) => children(cell, 'control'))
  const known = tableCalled(world, table).columns
  const field = controls.map((one) => attribute(one, 'datafieldname')).find((name) => name && !known[name])
  if (field) return `'${table}' has no column '${field}'`
  const unique = new Set(controls.map((one) => attribute(one, 'uniqueid')))
  for (const description of children(form, 'controlDescriptions', 'controlDescription')) {
    const target = attribute(description, 'forControl')
    if (!unique.has(target)) return `there is no control ${target}`
    const names = children(description, 'customControl').map((one) => attribute(one, 'name'))
    const missing = names.find((name) => name !== undefined && !world.controls.has(name))
    if (missing) return `the custom control '${missing}' is not installed`
  }
  return undefined
}
