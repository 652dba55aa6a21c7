import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, first: begun last, one of them would run while the other core has nothing to do. */
const longest = ['test/web/browser.test.ts', 'test/app/catalogue.test.ts', 'test/engines/differential.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex(path => moduleId.endsWith(path))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

const every = ['test/**/*.test.ts']
/** These put something in the place of a module, which works only where no other test has loaded it. */
const alone = ['test/sumo/parser-fuzz.test.ts', 'test/sumo/lowering-fuzz.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // DuckDB's native threads outlive a JavaScript worker thread and abort the process; in a process of its own that is safe.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'together', isolate: false, include: every, exclude: alone } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
