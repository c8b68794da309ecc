// The pages and projects of examples/, unchanged, on a site that adds the key itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FrameLocator, Page } from "@playwright/test";
import { buildExamples, customersProxy, EXAMPLES } from "../support/examples.ts";
import { DIST, expect, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";
import { StaticHost } from "../support/servers.ts";

const BUILT = fileURLToPath(new URL("../test-results/examples", import.meta.url));

// All run in one worker, so that the projects are built once.
test.describe.configure({ mode: "default" });
test.beforeAll(() => buildExamples(BUILT));

const inPage = (page: Page) => page;
const inFrame = (page: Page) => page.frameLocator("iframe");
const PLACES: [address: string, within: (page: Page) => Page | FrameLocator, heading: string | null][] = [
  ["/examples/html/", inPage, null],
  ["/examples/classic/", inPage, null],
  ["/examples/iframe/", inFrame, null],
  ["/examples/wordpress/", inPage, "Campaigns"],
  ["/built/react-18/", inPage, "1 waiting"],
  ["/built/react-19/", inPage, "1 waiting"],
  ["/built/vue/", inPage, "1 waiting"],
  ["/built/svelte/", inPage, "1 waiting"],
];

for (const [address, within, heading] of PLACES) {
  test(`${address} shows the campaign, refreshes, filters and sorts, without a key`, async ({ page, mock, hunt, key, secrets }) => {
    secrets.add(key);
    const came: IncomingHttpHeaders[] = [];
    const site = await StaticHost.start({ "/": DIST, "/examples/": EXAMPLES, "/built/": BUILT });
    const proxy = customersProxy(mock, key, came);
    site.intercept = (request, response) => {
      // Headless Chromium asks for an icon where a page has a frame.
      const isIcon = request.url === "/favicon.ico";
      if (isIcon) response.writeHead(204).end();
      return isIcon || proxy(request, response);
    };
    await page.goto(site.origin + address);
    await use(new Screen(page, within(page).locator("batch-status")));
    if (heading) await expect(page.locator("h1")).toHaveText(heading);
    // Without credentials the element sends none.
    await expect.poll(() => came.length).toBeGreaterThan(1);
    expect(came.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(hunt.lines).toEqual([]);
    await site.close();
  });
}

async function use(screen: Screen): Promise<void> {
  await screen.expectState("ready");
  await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  await expect(screen.legend("answered")).toHaveText("1");
  await screen.refreshButton.click();
  await expect(screen.freshness).toContainText("Updated just now");
  await screen.chip("completed").click();
  await expect(screen.column("name")).toHaveText(["John Doe"]);
  await screen.chip("completed").click();
  await screen.orderByName();
  await expect(screen.column("name")).toHaveText(["Bob Wilson", "Jane Smith", "John Doe"]);
  await expect(screen.headline).toHaveCSS("font-size", "16px");
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
