import type { Reporter } from 'vitest/node'

/** Ends a run with one plain line: `12 passed, 0 failed, 1 skipped`. What broke outside a test counts as failed. */
export default class ClosingLine implements Reporter {
  #passed = 0
  #failed = 0
  #skipped = 0

  onInit() {
    // At the very end, because a broken set-up is reported after the run.
    process.once('exit', (code) => {
      if (this.#passed === 0 || this.#failed > 0) process.exitCode = code || 1
      if (process.exitCode && this.#failed === 0) this.#failed = 1
      console.log(
        `${this.#passed} passed, ${this.#failed} failed${this.#skipped ? `, ${this.#skipped} skipped` : ''}`,
      )
    })
  }

  onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (modules, unhandledErrors) => {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
    const ended = (state: string) => tests.filter((test) => test.result().state === state).length

    this.#passed = ended('passed')
    this.#skipped = ended('skipped') + ended('pending')
    this.#failed =
      ended('failed') + suites.filter((suite) => suite.errors().length > 0).length + unhandledErrors.length
  }
}
