/** Our package for organizations, as `npm run build:solution` has made it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export function packageIn(folder: string, version: string) {
  return async (onPremises: boolean): Promise<{ version: string; archive: Uint8Array } | undefined> => {
    try {
      return {
        version,
        archive: await readFile(
          join(folder, `Dealthread_${version}_${onPremises ? 'onpremises' : 'managed'}.zip`),
        ),
      }
    } catch {
      // Servers that were built without it say so; their administrators import it by hand.
      return undefined
    }
  }
}
