import type { BaseSequencer, TestSpecification } from 'vitest/node'

/** What lasts longer than its length tells: it starts servers, or does one thing many times. */
const LONG = [
  'faults/nodes',
  'backend/backup',
  'backend/retention-dry-run',
  'faults/drills',
  'faults/kill',
  'faults/rotation',
  'browser/layout-reading',
  'browser/home',
].map((name) => `/test/${name}.test.ts`)

/**
 * Begins with what lasts longest, so that no worker is left alone with it at the end. In a fresh checkout Vitest has nothing
 * but the length of files to go by.
 */
export const longestFirst = (Sequencer: typeof BaseSequencer): typeof BaseSequencer =>
  class extends Sequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const ofProjects = Map.groupBy(await super.sort(files), ({ project }) => project)
      return [...ofProjects.values()].flatMap((all) => {
        const long = Map.groupBy(all, ({ moduleId }) => LONG.find((name) => moduleId.endsWith(name)))
        return [...LONG.flatMap((name) => long.get(name) ?? []), ...(long.get(undefined) ?? [])]
      })
    }
  }
