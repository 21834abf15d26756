/** What is in a solution, file by file, before it is packed. */
import { controlName, webResources } from '../../../crm-adapters/dynamics365/solution.ts'
import type { Bundles } from '../build/bundles.ts'
import { read } from '../build/folder.ts'
import { controlManifest } from '../build/manifest.ts'
import { resxFiles } from '../build/strings.ts'
import { contentTypes } from './content-types.ts'
import { customizationsXml } from './customizations-xml.ts'
import type { FormPlace } from './form-difference.ts'
import { solutionXml } from './solution-xml.ts'
import { fileOf } from './web-resources.ts'

export interface Edition {
  /** `major.minor.patch`. */
  version: string
  managed: boolean
  /** On-premises has no code components; there the solution is web resources alone. */
  control: boolean
  /** Origin built in; empty when each form names its own. */
  server: string
  /** Forms that get their tab with a managed solution. */
  forms: FormPlace[]
}

/** Text by its path in the archive, the platform's three root files first. */
export function contents(edition: Edition, bundles: Bundles): Map<string, string> {
  const parts = new Map<string, string>()
  if (edition.control) {
    const folder = `Controls/${controlName}`
    parts.set(`${folder}/ControlManifest.xml`, controlManifest(edition.version, edition.server))
    parts.set(`${folder}/bundle.js`, bundles.control)
    for (const file of resxFiles) parts.set(`${folder}/${file}`, read(`control/${file}`))
  }
  parts.set(fileOf(webResources.page), read('webresource/card.html'))
  parts.set(fileOf(webResources.pageScript), bundles.page)
  parts.set(fileOf(webResources.home), read('webresource/home.html'))
  parts.set(fileOf(webResources.formScript), bundles.form)
  parts.set(fileOf(webResources.icon), read('webresource/icon.svg'))

  return new Map([
    ['[Content_Types].xml', contentTypes(['solution.xml', 'customizations.xml', ...parts.keys()])],
    ['solution.xml', solutionXml(edition)],
    ['customizations.xml', customizationsXml(edition)],
    ...parts,
  ])
}
