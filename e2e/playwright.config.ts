import { defineConfig } from "@playwright/test";
import { base } from "./base.config.ts";
import { inFont } from "./support/fonts.ts";
import { launchOptions } from "./support/launch.ts";

/** What depends on how wide letters are: it runs in a narrow and in a wide font too. */
const LAYOUT = ["look", "views", "room"].map((name) => `${name}.spec.ts`);

export default defineConfig({
  ...base,
  use: { ...base.use, launchOptions },
  projects: [
    { name: "chromium" },
    ...(["narrow", "wide"] as const).map((font) => ({
      name: `chromium, ${font} font`,
      testMatch: LAYOUT,
      use: { launchOptions: { ...launchOptions, env: inFont(font) } },
    })),
  ],
});
