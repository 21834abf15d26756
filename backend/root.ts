import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the project lies: sources and bundle sit at different depths below it. */
export const root = projectRoot(dirname(fileURLToPath(import.meta.url)))

/** Ours, as the package says. */
export const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version

function projectRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectRoot(dirname(folder))
}
