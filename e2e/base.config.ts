import type { PlaywrightTestConfig } from "@playwright/test";

/** The settings for every browser. */
export const base = {
  testDir: "./tests",
  outputDir: "./test-results",
  fullyParallel: true,
  forbidOnly: true,
  // There are no retries: a test that passes the second time has found a fault the first time.
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: [["list"], ["json", { outputFile: "report/results.json" }]],
  use: {
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "off",
    screenshot: "only-on-failure",
  },
} satisfies PlaywrightTestConfig;
