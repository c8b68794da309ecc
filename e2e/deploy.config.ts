import { defineConfig } from "@playwright/test";
import { base } from "./base.config.ts";
import { launchOptions } from "./support/launch.ts";

/** `cargo xtask test --only deploy`: what runs in front of the API, and the built element before it. */
export default defineConfig({ ...base, testDir: "./deploy", use: { ...base.use, launchOptions }, projects: [{ name: "deploy" }] });
