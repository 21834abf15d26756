/** A solution is imported, brought up to date, or uninstalled with all it has brought. */
import { unzipSync } from 'fflate'
import { guidNamed } from '../ids.ts'
import type { Act } from '../records/act.ts'
import { createRow, removeRow, updateRow } from '../records/change.ts'
import { type Row, rowAt, rowsIn, textIn as textOfRow } from '../rows.ts'
import { ApiRefusal } from '../webapi/refused.ts'
import { formsWith } from './forms.ts'
import { compareVersions, type Files, type Package, packageIn, textIn } from './structure.ts'
import { attribute, children, parsed } from './xml.ts'

interface Component {
  table: string
  id: string
}

export function importSolution(act: Act, zip: Uint8Array): void {
  const files = opened(zip)
  const found = packageIn(files)
  if ('broken' in found) throw refused(`The import of the solution failed: ${found.broken}.`)
  const { rows } = act.world
  const known = rowsIn(rows, 'solution').find((row) => textOfRow(row, 'uniquename') === found.uniqueName)
  if (known && compareVersions(found.version, textOfRow(known, 'version')) < 0) {
    throw refused(`The version ${found.version} of the solution is lower than the installed one.`)
  }
  if (act.world.onPremises && found.controls.length > 0)
    throw refused('The import of the solution failed: there are no code components on premises.')
  rolesOf(act, files)
  const components = [...controlsOf(act, found, files), ...resourcesOf(act, found, files)]
  const values = {
    uniquename: found.uniqueName,
    friendlyname: found.friendlyName,
    version: found.version,
    ismanaged: found.managed,
    installedon: act.world.now().toISOString(),
    components,
  }
  if (known) updateRow(act, known, values)
  else createRow(act, 'solution', values, guidNamed(`solution/${found.uniqueName}`))
}

/** Only what nothing else in the organization needs can be uninstalled. */
export function removeSolution(act: Act, solution: Row): void {
  const components = (solution.values.components ?? []) as Component[]
  const gone = components.flatMap((one) => rowAt(act.world.rows, one) ?? [])
  for (const row of gone) {
    const [form] = row.table === 'customcontrol' ? formsWith(act.world, textOfRow(row, 'name')) : []
    if (form)
      throw refused(
        `The solution cannot be uninstalled: the form ${form.id} needs ${textOfRow(row, 'name')}.`,
      )
  }
  for (const row of gone) {
    if (row.table === 'customcontrol') act.world.controls.delete(textOfRow(row, 'name'))
    removeRow(act, row)
  }
  removeRow(act, solution)
}

// A manifest whose version has not risen keeps the old bundle in people's browsers, without a word.
function controlsOf(act: Act, { controls }: Package, files: Files): Component[] {
  return controls.map(({ name, version, folder }) => {
    const component = { table: 'customcontrol', id: guidNamed(`control/${name}`) }
    const values = { name, version, manifest: textIn(files, `${folder}ControlManifest.xml`) }
    const known = rowAt(act.world.rows, component)
    if (known && compareVersions(version, textOfRow(known, 'version')) <= 0) return component
    if (known) updateRow(act, known, values)
    else createRow(act, component.table, values, component.id)
    const own = Object.entries(files).filter(([path]) => path.startsWith(folder))
    const named = own.map(([path, bytes]): [string, Uint8Array] => [path.slice(folder.length), bytes])
    act.world.controls.set(name, { name, version, files: new Map(named) })
    return component
  })
}

function resourcesOf(act: Act, { webResources }: Package, files: Files): Component[] {
  return webResources.map(({ name, displayName, type, file }) => {
    const component = { table: 'webresource', id: guidNamed(`webresource/${name}`) }
    const content = Buffer.from(files[file] ?? []).toString('base64')
    const values = { name, displayname: displayName, webresourcetype: type, content }
    const known = rowAt(act.world.rows, component)
    if (known) updateRow(act, known, values)
    else createRow(act, component.table, values, component.id)
    return component
  })
}

/** The rights a role of the solution comes with; how far each reaches is not modelled. */
function rolesOf({ world }: Act, files: Files) {
  const xml = parsed(textIn(files, 'customizations.xml'))
  for (const role of children(xml, 'ImportExportXml', 'Roles', 'Role')) {
    const there = rowsIn(world.rows, 'role').filter(
      (row) => textOfRow(row, 'name') === attribute(role, 'name'),
    )
    const named = children(role, 'RolePrivileges', 'RolePrivilege').map((one) => attribute(one, 'name'))
    const privileges = rowsIn(world.rows, 'privilege').filter((row) => named.includes(textOfRow(row, 'name')))
    if (privileges.length < named.length) throw refused('A privilege of the role is not known here.')
    for (const { table, id } of there) {
      for (const privilege of privileges) tieOnce(world, { table, id }, privilege)
    }
  }
}

function tieOnce({ rows }: Act['world'], role: Component, { table, id }: Component) {
  const known = rows.ties.some(
    ({ through, ends }) => through === 'roleprivileges' && ends[0].id === role.id && ends[1].id === id,
  )
  if (!known) rows.ties.push({ through: 'roleprivileges', ends: [role, { table, id }] })
}

function opened(zip: Uint8Array): Files {
  try {
    const all = Object.entries(unzipSync(zip))
    return Object.fromEntries(all.filter(([name]) => !name.endsWith('/')))
  } catch {
    throw refused('The solution file is no archive.')
  }
}

// The documentation shows no code for these.
const refused = (message: string) => new ApiRefusal(400, '', message)
