import { defineConfig } from "@playwright/test";
import { base } from "./base.config.ts";
import { launchOptions } from "./support/launch.ts";

export default defineConfig({ ...base, use: { ...base.use, launchOptions } });
