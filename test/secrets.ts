import { openCompanyKeys } from '../backend/keys/company-keys.ts'
import { openSecrets, type Secrets } from '../backend/keys/secrets.ts'
import type { Store } from '../backend/store/store.ts'

export const TEST_KEY = 'a key of at least thirty-two characters'

/** Secrets kept in this store, under a key of tests. */
export async function secretsIn(store: Store): Promise<Secrets> {
  return openSecrets(store, await openCompanyKeys(store, { SECRET_KEY: TEST_KEY }))
}
