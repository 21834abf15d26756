import { join } from 'node:path'
import { root } from '../root.ts'
import type { Dialect } from './store.ts'

/** The committed migrations of a dialect. */
export function migrations(dialect: Dialect): string {
  return join(root, 'backend/store/migrations', dialect)
}
