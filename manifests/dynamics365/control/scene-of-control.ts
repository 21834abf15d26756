import type { FramedRecord } from '../../../crm-adapters/dynamics365/frame.ts'
import { languageOf } from '../../../crm-adapters/dynamics365/languages.ts'
import { framedRecord } from '../../../crm-adapters/dynamics365/passed.ts'
import { lookOf } from '../shell/look.ts'
import type { Scene } from '../shell/scene.ts'
import { serverOf } from '../shell/server.ts'
import type { Inputs } from './inputs.ts'

export function sceneOf(context: ComponentFramework.Context<Inputs>): Scene {
  const { parameters, userSettings, mode, fluentDesignLanguage: design } = context
  return {
    server: serverOf(parameters.backendUrl?.raw),
    record: recordOf(context),
    locale: languageOf(userSettings.languageId),
    look: lookOf(design?.tokenTheme, design?.isDarkTheme),
    // -1: as much as we like, which is what forms say.
    height: mode.allocatedHeight > 0 ? mode.allocatedHeight : null,
    installation: parameters.installationId?.raw || null,
    organization: null,
  }
}

/**
 * By the properties a form binds, which is the documented way; where it binds none, by what the platform knows itself
 * (`mode.contextInfo`: undocumented, untyped, and there in every version so far).
 */
function recordOf({ parameters, mode }: ComponentFramework.Context<Inputs>): FramedRecord | null {
  // The typings leave it out on purpose; it may be gone one day.
  const { contextInfo } = mode as { contextInfo?: { entityId?: unknown; entityTypeName?: unknown } }
  const table = parameters.entityName?.raw || contextInfo?.entityTypeName
  return framedRecord(table, parameters.entityId?.raw || contextInfo?.entityId)
}
