/** The content security policy of the organization's pages: the one that is on by default, or the strict one. */
import { rowsIn, textIn } from '../rows.ts'
import type { World } from '../world.ts'

type Policy = Record<string, string>

/** As documented; where a list ends with the platform's own hosts, a local organization has none. */
const usual: Policy = {
  'script-src': "* 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src': "'self' blob:",
  'style-src': "* 'unsafe-inline' blob:",
  'font-src': '* data:',
  'frame-ancestors': "'self' https://*.powerapps.com",
}

const strict: Policy = {
  'script-src': "'self' blob: data:",
  'worker-src': "'self' blob: data:",
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self' data:",
  'frame-ancestors': "'self' https://*.powerapps.com",
  'img-src': "'self' blob: data:",
  'connect-src': "'self' blob: data: wss:",
  'frame-src': "'self' blob:",
  'base-uri': "'none'",
  'form-action': "'self'",
  'default-src': "'self'",
}

/** What an administrator sets in the admin center: sources he allows besides, by directive. */
export interface ContentSecurity {
  strict: boolean
  sources?: Record<string, string[]>
}

/**
 * The organization's columns for it. The columns are documented, the shape of the configuration hardly: directives with
 * lists of sources, as here, and besides them the switch to the strict policy.
 */
export function contentSecurity({ strict: isStrict, sources = {} }: ContentSecurity) {
  const named = Object.entries(sources).map(([directive, allowed]) => [
    directive,
    { sources: allowed.map((source) => ({ source })) },
  ])
  const configuration: Configuration = { strict: isStrict, lists: Object.fromEntries(named) }
  return {
    iscontentsecuritypolicyenabled: true,
    contentsecuritypolicyconfiguration: JSON.stringify(configuration),
  }
}

/** The header's value as the organization stands. */
export function policyOf(world: World): string {
  const [organization] = rowsIn(world.rows, 'organization')
  const written = organization && textIn(organization, 'contentsecuritypolicyconfiguration')
  const { strict: isStrict, lists }: Configuration = written ? JSON.parse(written) : nothingSet
  return Object.entries(isStrict ? strict : usual)
    .map(([directive, own]) => {
      const further = lists[directive]?.sources.map(({ source }) => source) ?? []
      return [directive, own, ...further].join(' ')
    })
    .join('; ')
}

interface Configuration {
  strict: boolean
  lists: Record<string, { sources: { source: string }[] }>
}

const nothingSet: Configuration = { strict: false, lists: {} }
