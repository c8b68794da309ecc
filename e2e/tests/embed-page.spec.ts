// embed.html in a frame: settings by its address, no key, the height told to the page around it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { SEED } from "../support/campaigns.ts";
import { firstOf } from "../support/entry.ts";
import { customersProxy, noIcon } from "../support/examples.ts";
import { DIST, expect, test } from "../support/fixtures.ts";
import { writeSnippets } from "../support/projects.ts";
import { Screen } from "../support/screen.ts";
import { StaticHost } from "../support/servers.ts";

/** The chapter's files, as a customer would copy them. */
function snippets(): { frame: string; listener: string } {
  const folder = base.info().outputPath("snippets");
  writeSnippets("A frame", folder);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { frame: read("frame.html"), listener: read("listener.html") };
}

const framed = test.extend<{ files: StaticHost; open: (query: string, around?: string) => Promise<Screen> }>({
  files: async ({ mock, key, secrets }, use) => {
    secrets.add(key);
    const files = await StaticHost.start({ "/vendor/batch-status/": DIST });
    files.intercept = firstOf(noIcon, customersProxy(mock, key, []));
    await use(files);
    await files.close();
  },
  open: async ({ files, site, page }, use) =>
    use(async (query, around = "") => {
      const { frame } = snippets();
      const body = frame.replace(/\/vendor\/\S+?(?=")/, `${files.origin}/vendor/batch-status/embed.html?${query}`) + around;
      await page.goto(site.publish({ body, head: `<link rel="icon" href="data:,">` }));
      return new Screen(page, page.frameLocator("iframe").locator("batch-status"));
    }),
});

const SETTINGS = `batch-id=${SEED}&endpoint=/batch-status`;

framed("shows the campaign with the settings of its address, under its own policy", async ({ open, page, hunt }) => {
  const screen = await open(`${SETTINGS}&theme=dark&view=summary&lang=de`);
  await screen.expectState("ready");
  await expect(screen.element).toHaveAttribute("view", "summary");
  await expect(screen.element.locator(".campaign")).toHaveAttribute("lang", "de");
  const scheme = page.frameLocator("iframe").locator("html");
  await expect(scheme).toHaveCSS("color-scheme", "dark");
  expect(hunt.lines).toEqual([]);
});

framed("the frame becomes as high as what it shows, on a page that listens", async ({ open, page }) => {
  const screen = await open(SETTINGS, snippets().listener);
  await screen.expectState("ready");
  const rest = () => page.frameLocator("iframe").locator("html").evaluate((html) => innerHeight - html.getBoundingClientRect().height);
  await expect.poll(rest).toBeGreaterThanOrEqual(0);
  await expect.poll(rest).toBeLessThan(1);
  const before = await page.locator("iframe").evaluate((frame) => frame.clientHeight);
  await screen.rows.first().click();
  await expect.poll(() => page.locator("iframe").evaluate((frame) => frame.clientHeight)).toBeGreaterThan(before);
  await expect.poll(rest).toBeLessThan(1);
});

for (const name of ["api-key", "apiKey", "api_key", "key", "token"]) {
  framed(`refuses a key by the name of ${name}, takes it out of the address, and asks nothing`, async ({ open, page, mock }) => {
    await open(`${SETTINGS}&${name}=secret`);
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("alert")).toContainText("This address holds a key");
    await expect(frame.locator("batch-status")).toHaveCount(0);
    expect(page.frames().map((each) => each.url()).filter((url) => url.includes("secret"))).toEqual([]);
    expect((await mock.questions(SEED)).filter(({ headers }) => headers.authorization?.includes("secret"))).toEqual([]);
  });
}

framed("takes no scripts from elsewhere, and asks nothing elsewhere", async ({ open, hunt }) => {
  const elsewhere = await StaticHost.start({});
  const screen = await open(`batch-id=${SEED}&endpoint=${elsewhere.origin}/batch-status&asset-base=${elsewhere.origin}/`);
  await screen.expectState("failed");
  await expect(screen.element).not.toHaveAttribute("asset-base");
  expect(elsewhere.asked).toEqual([]);
  expect(hunt.lines.some((line) => line.includes('takes no setting "asset-base"'))).toBe(true);
  await elsewhere.close();
});
