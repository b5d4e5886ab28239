import { defineConfig } from "vitest/config";

/** Tests that put something in the place of what others share: timers, or known bugs. */
const alone = ["test/bench/**/*.test.ts", "test/simulation/**/*.test.ts", "test/telemetry/**/*.test.ts"];
const elsewhere = ["test/real/**", "**/node_modules/**"];

export default defineConfig({
  test: {
    setupFiles: ["test/seed.ts"],
    testTimeout: 30_000,
    pool: "forks",
    // The default leaves one of two cores idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // Loading the code takes longer than most files, so they share what is loaded: none keeps anything there.
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: [...alone, ...elsewhere],
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: alone, exclude: elsewhere } },
    ],
  },
});
