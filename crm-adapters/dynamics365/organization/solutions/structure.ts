/** The rules a solution's archive has to keep to be imported. */
import { attribute, children, type Element, parsed, textOf } from './xml.ts'

export interface Package {
  uniqueName: string
  friendlyName: string
  version: string
  managed: boolean
  controls: { name: string; version: string; folder: string }[]
  webResources: { name: string; displayName: string; type: number; file: string }[]
}

export type Files = Record<string, Uint8Array>

const ROOT_FILES = ['[Content_Types].xml', 'solution.xml', 'customizations.xml']

/** What the archive holds, or the rule it breaks. */
export function packageIn(files: Files): Package | { broken: string } {
  const missing = ROOT_FILES.find((name) => !files[name])
  if (missing) return broken(`${missing} is missing`)
  const [types, solution, customizations] = ROOT_FILES.map((name) => parsed(textIn(files, name)))
  if (!types || !solution || !customizations) return broken('a root file is not well-formed XML')
  const [manifest] = children(solution, 'ImportExportXml', 'SolutionManifest')
  const found: Package = {
    uniqueName: textOf(manifest, 'UniqueName'),
    friendlyName: attribute(children(manifest, 'LocalizedNames', 'LocalizedName')[0], 'description') ?? '',
    version: textOf(manifest, 'Version'),
    managed: textOf(manifest, 'Managed') === '1',
    controls: [],
    webResources: [],
  }
  const publisher = children(manifest, 'Publisher')[0]
  const why =
    brokenManifest(found, publisher) ??
    uncovered(files, types) ??
    fill(found, files, manifest, customizations)
  return why ? broken(why) : found
}

export function textIn(files: Files, name: string): string {
  return new TextDecoder().decode(files[name])
}

/** Below zero when the first is the older. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number))
  for (let place = 0; place < 4; place += 1) {
    const way = (a?.[place] ?? 0) - (b?.[place] ?? 0)
    if (way !== 0) return way
  }
  return 0
}

function brokenManifest(
  { uniqueName, version }: Package,
  publisher: Element | undefined,
): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(uniqueName)) return 'UniqueName is no name'
  if (!/^\d+(\.\d+){1,3}$/.test(version)) return 'Version is no version'
  const prefix = textOf(publisher, 'CustomizationPrefix')
  if (!/^[a-z][a-z0-9]{1,7}$/i.test(prefix) || prefix.startsWith('mscrm'))
    return 'CustomizationPrefix is out of its range'
  const option = Number(textOf(publisher, 'CustomizationOptionValuePrefix'))
  return option >= 10_000 && option <= 99_999
    ? undefined
    : 'CustomizationOptionValuePrefix is out of its range'
}

/** Every file has a content type, by its extension or by itself. */
function uncovered(files: Files, types: Element): string | undefined {
  const extensions = children(types, 'Types', 'Default').map((one) =>
    attribute(one, 'Extension')?.toLowerCase(),
  )
  const parts = children(types, 'Types', 'Override').map((one) => attribute(one, 'PartName'))
  const without = Object.keys(files).find((name) => {
    const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase()
    return (
      name !== '[Content_Types].xml' &&
      !(extension && extensions.includes(extension)) &&
      !parts.includes(`/${name}`)
    )
  })
  return without && `${without} has no content type`
}

function fill(
  found: Package,
  files: Files,
  manifest: Element | undefined,
  customizations: Element,
): string | undefined {
  const roots = children(manifest, 'RootComponents', 'RootComponent')
  const isRoot = (type: string, name: string) =>
    roots.some(
      (one) =>
        attribute(one, 'type') === type && attribute(one, 'schemaName')?.toLowerCase() === name.toLowerCase(),
    )
  const prefix = textOf(children(manifest, 'Publisher')[0], 'CustomizationPrefix')
  for (const control of children(customizations, 'ImportExportXml', 'CustomControls', 'CustomControl')) {
    const name = textOf(control, 'Name')
    if (!isRoot('66', name)) return `the control ${name} is no root component`
    const folder = textOf(control, 'FileName')
      .replace(/^\//, '')
      .replace(/ControlManifest\.xml$/, '')
    const why = brokenControl(files, folder, name, prefix)
    if (typeof why === 'string') return why
    found.controls.push({ name, folder, version: why.version })
  }
  for (const resource of children(customizations, 'ImportExportXml', 'WebResources', 'WebResource')) {
    const file = textOf(resource, 'FileName').replace(/^\//, '')
    const name = textOf(resource, 'Name')
    if (!files[file]) return `the file of the web resource ${name} is missing`
    const [displayName, type] = [textOf(resource, 'DisplayName'), Number(textOf(resource, 'WebResourceType'))]
    found.webResources.push({ name, displayName, type, file })
  }
  return undefined
}

function brokenControl(
  files: Files,
  folder: string,
  name: string,
  prefix: string,
): string | { version: string } {
  if (!files[`${folder}ControlManifest.xml`]) return `the manifest of ${name} is missing`
  const manifest = parsed(textIn(files, `${folder}ControlManifest.xml`))
  const [control] = children(manifest, 'manifest', 'control')
  if (!control) return `the manifest of ${name} has no control`
  const own = `${prefix}_${attribute(control, 'namespace')}.${attribute(control, 'constructor')}`
  if (own !== name) return `${name} is called ${own} in its manifest`
  const version = attribute(control, 'version') ?? ''
  if (!/^\d+\.\d+\.\d+$/.test(version)) return `the version of ${name} is no version of three parts`
  const placed = ['property', 'data-set'].some((kind) => children(control, kind).length > 0)
  if (!placed) return `${name} has neither a property nor a data set`
  const [resources] = children(control, 'resources')
  const paths = ['code', 'css', 'resx', 'img', 'html'].flatMap((kind) =>
    children(resources, kind).map((one) => attribute(one, 'path') ?? ''),
  )
  const missing = paths.find((path) => !files[`${folder}${path}`])
  return missing === undefined ? { version } : `${name} has no ${missing}`
}

const broken = (why: string) => ({ broken: why })
