/**
 * Changes one thing at a time in code that must not be wrong, and sees whether a test notices. Exits with 1 where fewer
 * are noticed than modules.ts says. `npm run mutants`, `npm run mutants -- access holds`; options are Stryker's own:
 * `--incremental` takes what it knows from the last run, `--mutate backend/access/sight.ts:40-60` looks at some lines.
 */
import { spawnSync } from 'node:child_process'
import { modules } from './modules.ts'

const words = process.argv.slice(2)
const options = words.findIndex((word) => word.startsWith('--'))
const named = options < 0 ? words : words.slice(0, options)
const unknown = named.find((name) => !modules.some((one) => one.name === name))
if (unknown) {
  console.error(`There is no module ${unknown}: ${modules.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}

const failed = modules
  .filter(({ name }) => named.length === 0 || named.includes(name))
  .filter(({ name }) => !noticed(name))
if (failed.length > 0) {
  console.error(`Too few mutants are noticed: ${failed.map(({ name }) => name).join(', ')}`)
  process.exitCode = 1
}

function noticed(name: string): boolean {
  const stryker = 'tools/tested/node_modules/@stryker-mutator/core/bin/stryker.js'
  const more = options < 0 ? [] : words.slice(options)
  const { status } = spawnSync(
    process.execPath,
    [stryker, 'run', 'tools/tested/stryker.config.mjs', ...more],
    { stdio: 'inherit', env: { ...process.env, TESTED_MODULES: name } },
  )
  return status === 0
}
