import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**", "**/node_modules/**"],
    setupFiles: ["test/seed.ts"],
    testTimeout: 30_000,
    pool: "forks",
    // The default leaves one of two cores idle.
    maxWorkers: 2,
  },
});
