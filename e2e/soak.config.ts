import config from "./playwright.config.ts";

/** `cargo xtask soak`: one page that is left open. */
export default { ...config, projects: [{ name: "chromium" }], testDir: ".", testMatch: "soak.ts", workers: 1, reporter: "list" };
