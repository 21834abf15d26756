import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Dialect } from './store.ts'

/** Where the project lies: sources and bundle sit at different depths below it. */
export const root = projectRoot(dirname(fileURLToPath(import.meta.url)))

/** The committed migrations of a dialect. */
export function migrations(dialect: Dialect): string {
  return join(root, 'backend/store/migrations', dialect)
}

function projectRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectRoot(dirname(folder))
}
