import { read } from './folder.ts'

/** The control's manifest as the platform reads it, out of the one we write: `ControlManifest.Input.xml`. */
export function controlManifest(version: string, server: string): string {
  const domain = server ? `<domain>${new URL(server).hostname}</domain>` : ''
  return replaced(read('control/ControlManifest.Input.xml'), [
    ['version="0.0.0"', `version="${version}"`],
    ['control-type="standard"', `control-type="standard" api-version="${API}"`],
    ['path="index.ts"', 'path="bundle.js"'],
    ['<external-service-usage enabled="true"></', `<external-service-usage enabled="true">${domain}</`],
  ])
}

/** Of the component framework the control is written against. */
const API = '1.3.18'

function replaced(text: string, changes: [from: string, to: string][]): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`ControlManifest.Input.xml has no ${from}`)
    return changed.replace(from, to)
  }, text)
}
