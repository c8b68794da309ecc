import config from "./playwright.config.ts";

/** `npm run screenshots`: pictures of every state in `screenshots/`, for people to look at. */
export default { ...config, projects: [{ name: "chromium" }], testDir: ".", testMatch: "screenshots.ts", reporter: "list" };
