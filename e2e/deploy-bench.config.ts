import { defineConfig } from "@playwright/test";

/** `cargo xtask bench deploy`: ten thousand viewers before nginx, for some minutes. */
export default defineConfig({ testDir: "./deploy", testMatch: "bench.ts", outputDir: "./test-results", workers: 1, retries: 0, timeout: 600_000, reporter: "list" });
