import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { root } from './root.mjs'
import { slowly } from './slowly.mjs'
import { Stop } from './stop.mjs'

/** Makes `folder`/node_modules equal to its lockfile; costs nothing when it already is. */
export async function install(folder, what, node) {
  const cwd = join(root, folder)
  const stamp = join(cwd, 'node_modules', '.setup')
  const wanted = createHash('sha256')
    .update(readFileSync(join(cwd, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  // What is lent by another checkout is not ours to empty.
  if (lstatSync(join(cwd, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Stop(
      `${join(cwd, 'node_modules')} is a link and not as the lockfile says: install where it leads to.`,
    )

  await slowly(what, async () => {
    // NODE_ENV=production would leave out what the build needs.
    const code = await npm(node, ['ci', '--include=dev', '--ignore-scripts', '--loglevel=error'], cwd)
    if (code !== 0) throw new Stop(`npm ci in ${cwd} failed (see above). Is the npm registry reachable?`)
  })
  writeFileSync(stamp, wanted)
}

function npm(node, args, cwd) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return run(node, [cli, ...args], { cwd, quiet: true })
  return run('npm', args, { cwd, quiet: true, shell: process.platform === 'win32' })
}
