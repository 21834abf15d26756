/** Which branches of what must not be wrong its tests go, all modules in one run. */
import { defineConfig } from 'vitest/config'
import { asked, testsOf } from './modules.ts'

const modules = asked()

export default defineConfig({
  test: {
    env: { TZ: 'UTC', TEST_STORES: 'sqlite' },
    include: [...testsOf(modules), ...modules.flatMap(({ slow = [] }) => slow)],
    testTimeout: 30_000,
    isolate: false,
    expect: { poll: { timeout: 10_000 } },
    coverage: {
      enabled: true,
      provider: 'custom',
      customProviderModule: 'tools/tested/branches.mjs',
      include: modules.flatMap(({ files }) => files.filter((one) => !one.startsWith('!'))),
      exclude: modules.flatMap(({ files }) =>
        files.filter((one) => one.startsWith('!')).map((one) => one.slice(1)),
      ),
      reporter: ['text'],
      reportsDirectory: 'tmp/coverage',
      thresholds: Object.fromEntries(modules.map(({ files, branches }) => [files[0], { branches }])),
    },
  },
})
