// The pages and projects of examples/, unchanged, on a site that adds the key itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FrameLocator, Page } from "@playwright/test";
import { buildExamples, customersProxy, EXAMPLES, noIcon, useSeed } from "../support/examples.ts";
import { firstOf } from "../support/entry.ts";
import { DIST, expect, test } from "../support/fixtures.ts";
import { filesThatNameThisMachine, writeSnippets } from "../support/projects.ts";
import { Screen } from "../support/screen.ts";
import { StaticHost } from "../support/servers.ts";

const BUILT = fileURLToPath(new URL("../test-results/examples", import.meta.url));

// All run in one worker, so that the projects are built once.
test.describe.configure({ mode: "default" });
test.beforeAll(() => {
  buildExamples(BUILT);
  for (const chapter of ["HTML", "WordPress", "A frame"]) writeSnippets(chapter, join(BUILT, "documents"));
});

const inPage = (page: Page) => page;
const inFrame = (page: Page) => page.frameLocator("iframe");
const PLACES: [address: string, within: (page: Page) => Page | FrameLocator, heading: string | null][] = [
  ["/examples/html/", inPage, null],
  ["/examples/classic/", inPage, null],
  ["/examples/iframe/", inFrame, null],
  ["/examples/wordpress/", inPage, "Campaigns"],
  ["/built/documents/", inPage, null],
  ["/built/documents/wordpress.html", inPage, null],
  ["/built/documents/frame.html", inFrame, null],
  ["/built/react-18/", inPage, "1 waiting"],
  ["/built/react-19/", inPage, "1 waiting"],
  ["/built/vue/", inPage, "1 waiting"],
  ["/built/svelte/", inPage, "1 waiting"],
  ["/built/react-ssr-18/component.html", inPage, "1 waiting"],
  ["/built/react-ssr-19/component.html", inPage, "1 waiting"],
  ["/built/react-ssr-18/tag.html", inPage, null],
  ["/built/react-ssr-19/tag.html", inPage, null],
  ["/built/esbuild/", inPage, null],
  ["/built/rollup/", inPage, null],
];

for (const [address, within, heading] of PLACES) {
  test(`${address} shows the campaign, refreshes, filters and sorts, without a key`, async ({ page, mock, hunt, key, secrets }) => {
    secrets.add(key);
    const came: IncomingHttpHeaders[] = [];
    const site = await StaticHost.start({ "/": DIST, "/examples/": EXAMPLES, "/built/": BUILT, "/vendor/batch-status/": DIST });
    site.intercept = firstOf(noIcon, customersProxy(mock, key, came));
    await page.goto(site.origin + address);
    await useSeed(new Screen(page, within(page).locator("batch-status")));
    if (heading) await expect(page.locator("h1")).toHaveText(heading);
    // Without credentials the element sends none.
    await expect.poll(() => came.length).toBeGreaterThan(1);
    expect(came.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    // What React's development build says to its own tools.
    expect(hunt.lines.filter((line) => !/React DevTools|^timeStamp/.test(line))).toEqual([]);
    await site.close();
  });
}

test("what is built names no folder of the machine that built it", () => {
  expect(filesThatNameThisMachine(BUILT)).toEqual([]);
});

for (const version of [18, 19]) {
  test(`the component for React ${version} renders on a server what it is on a page, without its functions`, async () => {
    const text = readFileSync(join(BUILT, `react-ssr-${version}/component.html`), "utf8");
    expect(text).toContain('<batch-status batch-id="f1e2d3c4-5678-9012-3456-789012345678" endpoint="/batch-status" class="campaign">');
  });
}

test("ssr imports the package on a server and renders the element", async () => {
  const server = spawn(process.execPath, ["ssr/server.js"], {
    cwd: EXAMPLES,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [address] = (await once(createInterface(server.stdout), "line")) as [string];
  const text = await (await fetch(address)).text();
  expect(text).toContain(`<batch-status batch-id="f1e2d3c4-5678-9012-3456-789012345678"`);
  const ended = once(server, "exit");
  server.kill();
  await ended;
});
