import { auditMarks } from '../backend/audit/marks.ts'
import { openCompanyKeys } from '../backend/keys/company-keys.ts'
import { openSecrets } from '../backend/keys/secrets.ts'
import { openStore } from '../backend/places.ts'
import type { Settings } from '../backend/settings.ts'

/** The store as the backend opens it: what is noted in its audit log is marked with our key. */
export async function openOurs(settings: Settings) {
  const store = await openStore(settings, { mark: (company, text) => mark(company, text) })
  const keys = await openCompanyKeys(store, settings)
  const mark = auditMarks(await openSecrets(store, keys))
  return { store, keys, mark }
}
