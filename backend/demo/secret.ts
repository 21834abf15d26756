import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The demo's SECRET_KEY, made once and kept beside its data: nobody has to choose one to look around. */
export function demoSecret(folder: string): string {
  const file = join(folder, 'demo-secret-key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
