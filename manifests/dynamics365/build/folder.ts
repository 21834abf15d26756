import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file of this folder, by its path in it. */
export const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url))

export const read = (file: string) => readFileSync(pathOf(file), 'utf8')
