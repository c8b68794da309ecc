import config from "./playwright.config.ts";

/** `npm run screenshots`: pictures of every state, to be looked at; they go to `screenshots/`. */
export default { ...config, testDir: ".", testMatch: "screenshots.ts", reporter: "list" };
