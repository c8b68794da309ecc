// The browser really leaves the page and comes back to it by its back-forward cache.
import { campaign, people } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { wholeBrowser } from "../support/launch.ts";
import { answered } from "../support/waiting.ts";

// Playwright switches that cache off by default.
test.use({ launchOptions: { ...wholeBrowser, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("back by the browser's button it is up to date at once, having asked nothing meanwhile", async ({ open, mock, page, site }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({
    batch: id,
    attributes: { "refresh-interval": "5" },
    setUp: () => {
      window.addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
    },
  });
  await screen.expectState("ready");
  await screen.search.fill("ben");
  await page.goto(site.publish({ body: "<p>Elsewhere</p>" }));
  const before = (await mock.questions(id)).length;
  await mock.put(id, campaign(people(14), { id }));
  // This is longer than the interval. The cache keeps a page for minutes.
  await page.waitForTimeout(6000);
  expect(await mock.questions(id)).toHaveLength(before);
  // A page that comes back from the cache is not loaded again.
  await page.goBack({ waitUntil: "commit" });
  const back = Date.now();
  expect(await page.evaluate(() => (window as unknown as { persisted: boolean }).persisted)).toBe(true);
  await answered(page, mock, id, before + 1);
  expect(Date.now() - back).toBeLessThan(3000);
  // The search of before is still there.
  await expect(screen.search).toHaveValue("ben");
  await expect(screen.column("name")).toHaveText(["Ben 0001", "Ben 0011"]);
  await expect.poll(async () => (await mock.questions(id)).length, { timeout: 8000 }).toBeGreaterThan(before + 1);
});
