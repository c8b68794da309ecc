// The element in a bundle, where what it loads is a part of the page's own: what it says when a part is gone, and how it
// gets on with another version of itself.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { SEED, simulated } from "../support/campaigns.ts";
import { firstOf } from "../support/entry.ts";
import { customersProxy, EXAMPLES, linkPackage, noIcon, useSeed } from "../support/examples.ts";
import { DIST, expect, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";
import { StaticHost, type Intercept } from "../support/servers.ts";

interface Site {
  folder: string;
  host: StaticHost;
  /** What is asked first about each request. */
  before: Intercept;
}

/** The entry as of another version. */
const OTHER = readFileSync(join(DIST, "batch-status.js"), "utf8").replace('"0.1.0"', '"9.9.9"');

const bundled = test.extend<{ bundle: Site }>({
  bundle: async ({ mock, key, secrets }, use) => {
    secrets.add(key);
    linkPackage();
    const folder = base.info().outputPath("site");
    const options = ["bundler/main.js", "--bundle", "--splitting", "--format=esm", "--minify", "--log-level=warning", `--outdir=${folder}`];
    execFileSync(join(EXAMPLES, "node_modules/.bin/esbuild"), options, { cwd: EXAMPLES });
    const page = (scripts: string) => `<!doctype html><title>A page</title>${scripts}${tag({ "batch-id": SEED, endpoint: "/batch-status" })}`;
    const [ours, other] = [`<script type="module" src="main.js"></script>`, `<script type="module" src="/other/batch-status.js"></script>`];
    writeFileSync(join(folder, "index.html"), page(ours));
    writeFileSync(join(folder, "two.html"), page(other + ours));
    const host = await StaticHost.start({ "/": folder, "/other/": DIST });
    const site: Site = { folder, host, before: () => false };
    host.intercept = firstOf((request, response) => site.before(request, response), noIcon, customersProxy(mock, key, []));
    await use(site);
    await host.close();
  },
});

for (const part of ["core", "app", "app-wasm"]) {
  bundled(`says that the page has to be reloaded, where the part ${part} is gone after an update of the page`, async ({ bundle, page }) => {
    bundle.before = (request, response) => {
      const isIt = new RegExp(`/batch-status-${part}-[A-Z0-9]+\\.js`).test(request.url ?? "");
      if (isIt) response.writeHead(404).end();
      return isIt;
    };
    await page.goto(bundle.host.origin);
    const screen = new Screen(page);
    await expect(screen.error).toContainText("A part of this page did not load. Reload the page");
    await expect(screen.error).toHaveAttribute("data-reason", "bundle");
    bundle.before = () => false;
    await page.reload();
    await screen.expectState("ready");
  });
}

bundled("beside the static files of another version there is one element, which works, and one warning", async ({ bundle, page, hunt }) => {
  bundle.before = (request, response) => {
    const isIt = request.url === "/other/batch-status.js";
    if (isIt) response.writeHead(200, { "content-type": "text/javascript" }).end(OTHER);
    return isIt;
  };
  await page.goto(`${bundle.host.origin}/two.html`);
  await useSeed(new Screen(page));
  const [there, left] = [await page.evaluate(() => (customElements.get("batch-status") as unknown as { version: string }).version), hunt.lines];
  expect(there).toBe("9.9.9");
  expect(left).toHaveLength(1);
  expect(left[0]).toContain("already defined, so 0.1.0 leaves 9.9.9 alone");
});

bundled("diagnose() looks for no files of a bundle", async ({ bundle, page }) => {
  await page.goto(bundle.host.origin);
  const screen = new Screen(page);
  await screen.expectState("ready");
  expect(await screen.element.evaluate((it) => (it as unknown as { diagnose(): Promise<object> }).diagnose())).toMatchObject({ files: null, webAssembly: "allowed" });
});

for (const [where, attributes, worker] of [
  ["has its worker where asset-base names the folder of the copied files", { "asset-base": "/vendor/batch-status" }, "running"],
  ["is read on the page where the bundler left the worker out, and nothing asks for its file in vain", {}, "refused"],
] as const) {
  bundled(`a large campaign ${where}`, async ({ bundle, page, hunt }) => {
    const program = join(EXAMPLES, "node_modules/batch-status/cli.js");
    execFileSync(process.execPath, [program, "copy", join(bundle.folder, "vendor/batch-status")]);
    const body = tag({ "batch-id": simulated("running", 20_000), endpoint: "/batch-status", ...attributes });
    await page.goto(bundle.host.origin + bundle.host.pages.add({ head: `<script type="module" src="/main.js"></script>`, body }));
    const screen = new Screen(page);
    await expect(screen.value("progress")).toContainText("of 20,000 dialled");
    expect(hunt.lines).toEqual([]);
    const asked = bundle.host.asked.filter((path) => path.includes("worker"));
    expect(new Set(asked).size).toBe(worker === "running" ? 1 : 0);
    expect(await screen.element.evaluate((it) => (it as unknown as { diagnose(): Promise<object> }).diagnose())).toMatchObject({ worker });
  });
}
