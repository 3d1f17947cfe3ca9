import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Real files, processes and databases on noisy machines: generous, so that only a hang fails.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
  },
});
