/** Forms are published and solutions imported. */
import { IMPORT, PUBLISH } from '../data/roles.ts'
import { carryOut } from '../records/act.ts'
import { holds } from '../rights/caller.ts'
import { publish } from '../solutions/forms.ts'
import { importSolution } from '../solutions/import.ts'
import { nothing } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { type Action, type ActionAsked, given } from './asked.ts'

export const PublishXml: Action = (asked) => {
  must(asked, PUBLISH)
  const xml = String(given(asked).ParameterXml ?? '')
  const named = [...xml.matchAll(/<(entity|sitemap)>([^<]+)<\/\1>/g)].map(([, , name = '']) =>
    name.toLowerCase(),
  )
  if (!xml.startsWith('<importexportxml>')) throw refusals.badArgument('ParameterXml is no importexportxml.')
  publish(asked.world, (tableOrId) => named.includes(tableOrId))
  return nothing()
}

export const PublishAllXml: Action = (asked) => {
  must(asked, PUBLISH)
  publish(asked.world, () => true)
  return nothing()
}

export const ImportSolution: Action = (asked) => {
  must(asked, IMPORT)
  const { CustomizationFile } = given(asked)
  if (typeof CustomizationFile !== 'string') throw refusals.badArgument('CustomizationFile is expected.')
  const zip = new Uint8Array(Buffer.from(CustomizationFile, 'base64'))
  carryOut(asked.world, asked.caller, (act) => importSolution(act, zip))
  return nothing()
}

function must({ world, caller }: ActionAsked, privilege: string): void {
  if (!holds(world, caller, privilege)) throw refusals.missingPrivilege(caller.user, privilege)
}
