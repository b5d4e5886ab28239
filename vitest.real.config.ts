import { defineConfig } from "vitest/config";

/** Tests with the real programs around this one, such as terraform. Where one is missing, see test/real/need.ts. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    setupFiles: ["test/seed.ts"],
    testTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
