import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { root } from './root.mjs'
import { slowly } from './slowly.mjs'
import { Stop } from './stop.mjs'

const sources = ['backend', 'widget', 'crm-adapters', 'manifests', 'vite.config.ts', 'package-lock.json']
const stamp = join(root, 'dist', '.built')
const vite = 'node_modules/vite/bin/vite.js'

export async function build(node) {
  const state = stateOfSources()
  await slowly('Building', async () => {
    const quiet = ['--logLevel', 'warn']
    const codes = await Promise.all([
      run(node, [vite, 'build', ...quiet]),
      run(node, [vite, 'build', '--mode', 'home', ...quiet]),
      run(node, [vite, 'build', '--mode', 'guest', ...quiet]),
      run(node, [vite, 'build', '--mode', 'setup', ...quiet]),
      run(node, [vite, 'build', '--ssr', ...quiet]),
      run(node, ['--disable-warning=ExperimentalWarning', 'manifests/dynamics365/build.ts'], { quiet: true }),
    ])
    if (codes.some((code) => code !== 0)) throw new Stop('The build failed (see above).')
  })
  writeFileSync(stamp, state)
}

export async function buildIfChanged(node) {
  const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOfSources()
  if (!current) await build(node)
}

function stateOfSources() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesOf)) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function filesOf(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => filesOf(join(path, entry.name)))
    .sort()
}
