/** The scripts that go into an organisation, each one classic script: neither a form nor a control can load parts of one. */
import { build } from 'vite'
import { control } from '../../../crm-adapters/dynamics365/solution.ts'
import { keys } from '../shell/words.ts'
import { pathOf } from './folder.ts'
import { strings } from './strings.ts'

export interface Bundles {
  /** `bundle.js` of the code component. */
  control: string
  /** Script of the HTML web resource. */
  page: string
  /** Library for forms and command buttons. */
  form: string
}

/** @param server origin built in for all forms; empty when each form names its own. */
export async function bundles(server: string): Promise<Bundles> {
  return {
    control: await bundle(server, 'control/index.ts', 'dealthreadControl', register('dealthreadControl')),
    page: await bundle(server, 'webresource/card.ts', 'dealthreadPage'),
    form: await bundle(server, 'webresource/form.ts', 'Dealthread'),
  }
}

async function bundle(server: string, entry: string, name: string, footer = ''): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { __SERVER__: JSON.stringify(server), __WORDS__: JSON.stringify(spoken()) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: pathOf(entry), formats: ['iife'], name },
      rolldownOptions: { output: { footer } },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error(`${entry} was not built`)
  return ascii(output.output[0].code)
}

/** What the platform calls the control by; hosts without a registry look for it under its namespace. */
function register(variable: string): string {
  const { namespace, className } = control
  return (
    `if(window.ComponentFramework&&window.ComponentFramework.registerControl){` +
    `window.ComponentFramework.registerControl('${namespace}.${className}',${variable}.${className})}` +
    `else{(window.${namespace}=window.${namespace}||{}).${className}=${variable}.${className}}`
  )
}

/** Only what the shell says: the rest is for the designer. */
function spoken(): Record<string, Record<string, string>> {
  const said = Object.values(keys)
  return Object.fromEntries(
    Object.entries(strings()).map(([language, all]) => [
      language,
      Object.fromEntries(Object.entries(all).filter(([key]) => said.includes(key))),
    ]),
  )
}

/** Organisations serve scripts without a charset. Outside of strings a bundle is ASCII already. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
