import config from "./playwright.config.ts";

/** `cargo xtask frameworks`: projects of many build tools, each built with the packed npm package. */
export default { ...config, projects: [{ name: "chromium" }], testDir: ".", testMatch: ["frameworks.ts", "hosts.ts"], workers: 1, timeout: 300_000 };
