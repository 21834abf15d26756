/** The tests of a module as its mutants are shown them, on SQLite: what a mutant is noticed by is the same on both databases. */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { keptThread } from './kept-thread.ts'
import { asked, testsOf } from './modules.ts'

const files = testsOf(asked())

/** As they are listed, the quick ones first: most mutants go no further. */
class AsListed extends BaseSequencer {
  override async sort(specifications: TestSpecification[]) {
    const place = ({ moduleId }: TestSpecification) => files.findIndex((file) => moduleId.endsWith(file))
    return specifications.toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  plugins: [
    {
      name: keptThread.name,
      // Here, for what a configuration says of the pool Stryker overrules.
      configureVitest({ project }) {
        project.config.pool = keptThread.name
        project.config.poolRunner = keptThread
      },
    },
  ],
  test: {
    env: { TZ: 'UTC', TEST_STORES: 'sqlite' },
    include: files,
    sequence: { sequencer: AsListed },
    isolate: false,
    testTimeout: 10_000,
    // What has not come by then does not come: a mutant is waited for no longer.
    expect: { poll: { timeout: 4000 } },
  },
})
