import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The long tests wait for programs more than they compute: one process less than there are cores would idle.
    maxWorkers: Math.max(2, availableParallelism()),
  },
})
