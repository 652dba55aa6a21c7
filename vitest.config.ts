import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // DuckDB's native threads outlive a JavaScript worker thread and abort the process; a process of its own per file is safe.
    pool: 'forks',
    maxWorkers: 2,
  },
})
