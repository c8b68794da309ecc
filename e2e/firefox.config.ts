import { defineConfig } from "@playwright/test";
import { base } from "./base.config.ts";
import { firefoxOptions } from "./support/firefox.ts";

/** What another engine may do differently: loading, policies, styles, frameworks, keys, the network. */
const FILES = ["pages", "examples", "release", "seed", "embed", "keyboard", "frameworks", "presence", "key"];
const FORCED = "forced-colours.spec.ts";

export default defineConfig({
  ...base,
  use: { ...base.use, browserName: "firefox", channel: "moz-firefox", launchOptions: firefoxOptions() },
  projects: [
    { name: "firefox", testMatch: FILES.map((name) => `${name}.spec.ts`) },
    {
      name: "firefox, colours forced",
      testMatch: FORCED,
      use: { launchOptions: firefoxOptions({ "browser.display.document_color_use": 2 }) },
    },
  ],
});
