import { modules } from './modules.ts'

const module = modules.find(({ name }) => name === process.env.TESTED_MODULES)

export default {
  mutate: module.files,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tools/tested/mutants.config.ts', related: false },
  // A string is a name to the database or a word to developers; what depends on one is asked by the conditions' mutants.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  disableTypeChecks: false,
  // There is no program of TypeScript 7 to rewrite ours with, and nothing here asks it.
  tsconfigFile: 'none',
  timeoutMS: 20_000,
  timeoutFactor: 3,
  tempDirName: 'tmp/mutants/sandbox',
  ignorePatterns: ['/tmp', '/data', '/coverage', '/test/browser', '/test/fixtures'],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: `tmp/mutants/${module.name}.json` },
  incrementalFile: `tmp/mutants/${module.name}.incremental.json`,
  thresholds: { high: 100, low: 80, break: module.mutants ?? null },
}
