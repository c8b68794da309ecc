import { defineConfig } from "@playwright/test";
import { base } from "./base.config.ts";

/** The main journey in WebKit, which Playwright does not drive here: support/web-driver.ts does. */
export default defineConfig({ ...base, testDir: ".", testMatch: "webkit.ts", workers: 1, timeout: 60_000, projects: [{ name: "webkit" }] });
